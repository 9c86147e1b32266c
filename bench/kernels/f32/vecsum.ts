// A scaled sum of two vectors of f32, and the sum of the result.

export const size: i32 = 200_000

const left = memory.data(800_000)
const right = memory.data(800_000)

function scaledSum(n: i32, scale: f32): f32 {
  let sum: f32 = 0
  for (let i = 0; i < n; i++) {
    const at = left + (i << 2)
    const value = load<f32>(at) + load<f32>(right + (i << 2)) * scale
    store<f32>(at, value)
    sum += value
  }
  return sum
}

export function run(n: i32): f32 {
  for (let i = 0; i < n; i++) {
    store<f32>(left + (i << 2), <f32>(i & 1023) * 0.5)
    store<f32>(right + (i << 2), 100 - <f32>(i & 255) * 0.25)
  }
  let sum: f32 = 0
  for (let i = 0; i < 16; i++) sum += scaledSum(n, <f32>i * 0.125 - 0.5)
  return sum
}
