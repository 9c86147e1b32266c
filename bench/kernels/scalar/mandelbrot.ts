// Arithmetic of f64 without memory.

export const size: i32 = 280

function escape(cx: f64, cy: f64): i32 {
  let x: f64 = 0
  let y: f64 = 0
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
  const scale = 3 / <f64>n
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      sum += escape(<f64>column * scale - 2.1, <f64>row * scale - 1.5)
    }
  }
  return sum
}
