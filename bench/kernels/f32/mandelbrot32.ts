// Arithmetic of f32 without memory.

export const size: i32 = 240

function escape(cx: f32, cy: f32): i32 {
  let x: f32 = 0
  let y: f32 = 0
  let steps = 0
  while (steps < 64) {
    const xx = x * x
    const yy = y * y
    if (xx + yy > 4) break
    y = 2 * x * y + cy
    x = xx - yy + cx
    steps++
  }
  return steps
}

export function run(n: i32): i32 {
  let sum = 0
  const scale: f32 = 3 / <f32>n
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      sum += escape(<f32>column * scale - 2.1, <f32>row * scale - 1.5)
    }
  }
  return sum
}
