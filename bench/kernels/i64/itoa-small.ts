// The same for numbers that would have fitted i32, as programs print them where int is 64 bits wide.

export const size: i32 = 280_000

const text = memory.data(32)

function print(value: i64): usize {
  let at = text + 32
  const negative = value < 0
  if (negative) value = -value
  do {
    store<u8>(--at, 48 + <u8>(value % 10))
    value /= 10
  } while (value !== 0)
  if (negative) store<u8>(--at, 45)
  return at
}

export function run(n: i32): i32 {
  let sum = 0
  for (let i: i64 = 0; i < n; i++) {
    for (let at = print(i * 7 - 1000); at < text + 32; at++) sum = sum * 31 + load<u8>(at)
  }
  return sum
}
