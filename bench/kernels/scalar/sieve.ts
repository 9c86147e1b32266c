// Bytes set at a stride: the sieve of Eratosthenes, one byte for each number.

export const size: i32 = 1_000_000

const flags = memory.data(1_000_000)

export function run(n: i32): i32 {
  memory.fill(flags, 1, n)
  let count = 0
  for (let i = 2; i < n; i++) {
    if (load<u8>(flags + i) === 0) continue
    count++
    for (let j = i + i; j < n; j += i) store<u8>(flags + j, 0)
  }
  return count
}
