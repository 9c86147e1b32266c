// A dot product of i64 in memory: two loads, a multiplication, an addition.

export const size: i32 = 190_000

const left = memory.data(1_600_000)
const right = memory.data(1_600_000)

function dot(n: i32): i64 {
  let sum: i64 = 0
  for (let i = 0; i < n; i++) sum += load<i64>(left + (i << 3)) * load<i64>(right + (i << 3))
  return sum
}

export function run(n: i32): i32 {
  for (let i = 0; i < n; i++) {
    store<i64>(left + (i << 3), <i64>i * 0x123456789)
    store<i64>(right + (i << 3), (<i64>(i * 77) << 20) - i)
  }
  let sum: i64 = 0
  for (let i = 0; i < 24; i++) sum = sum * 3 + dot(n - i)
  return <i32>(sum ^ (sum >> 32))
}
