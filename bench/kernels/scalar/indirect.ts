// call_indirect with one target, as a callback is called.

export const size: i32 = 1_000_000

function step(sum: i32, i: i32): i32 {
  return (sum ^ i) + (sum << 1)
}

function other(sum: i32, i: i32): i32 {
  return sum - i
}

function fold(n: i32, callback: (sum: i32, i: i32) => i32): i32 {
  let sum = 1
  for (let i = 0; i < n; i++) sum = callback(sum, i)
  return sum
}

export function run(n: i32): i32 {
  return fold(n, n > 0 ? step : other)
}
