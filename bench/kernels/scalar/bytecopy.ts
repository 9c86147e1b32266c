// Bytes moved one by one, forwards and backwards, as a libc without bulk memory does it.

export const size: i32 = 400_000

const first = memory.data(500_000)
const second = memory.data(500_000)

function copy(to: usize, from: usize, n: i32): void {
  while (n > 0) {
    store<u8>(to++, load<u8>(from++))
    n--
  }
}

function copyBackwards(to: usize, from: usize, n: i32): void {
  while (n > 0) {
    n--
    store<u8>(to + n, load<u8>(from + n))
  }
}

export function run(n: i32): i32 {
  for (let i = 0; i < n; i++) store<u8>(first + i, i * 13 + (i >> 8))
  for (let i = 0; i < 8; i++) {
    copy(second, first, n)
    copyBackwards(first + 1, second, n)
  }
  let sum = 0
  for (let i = 0; i < 512; i++) sum = sum * 31 + load<u8>(first + i)
  return sum
}
