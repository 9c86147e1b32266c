// Decimal digits of u64: division and remainder by ten, of numbers of all lengths.

export const size: i32 = 120_000

const text = memory.data(32)

function print(value: u64): usize {
  let at = text + 32
  do {
    store<u8>(--at, 48 + <u8>(value % 10))
    value /= 10
  } while (value !== 0)
  return at
}

export function run(n: i32): i32 {
  let sum = 0
  let seed: u64 = 1
  for (let i = 0; i < n; i++) {
    seed = seed * 6364136223846793005 + 1442695040888963407
    // A length for each: most numbers that programs print are small.
    for (let at = print(seed >>> ((i & 7) * 8)); at < text + 32; at++) sum = sum * 31 + load<u8>(at)
  }
  return sum
}
