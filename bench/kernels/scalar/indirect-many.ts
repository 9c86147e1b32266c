// call_indirect with eight targets in no order, as an interpreter or a virtual method calls.

export const size: i32 = 300_000

type Operation = (a: i32, b: i32) => i32

const operations: StaticArray<Operation> = [
  (a: i32, b: i32): i32 => a + b,
  (a: i32, b: i32): i32 => a - b,
  (a: i32, b: i32): i32 => a ^ b,
  (a: i32, b: i32): i32 => a | b,
  (a: i32, b: i32): i32 => a * b,
  (a: i32, b: i32): i32 => a << (b & 7),
  (a: i32, b: i32): i32 => a >> (b & 7),
  (a: i32, b: i32): i32 => rotl<i32>(a, b),
]

export function run(n: i32): i32 {
  let seed = 1
  let sum = 1
  for (let i = 0; i < n; i++) {
    seed = seed * 1664525 + 1013904223
    sum = unchecked(operations[(seed >>> 24) & 7])(sum, i)
  }
  return sum
}
