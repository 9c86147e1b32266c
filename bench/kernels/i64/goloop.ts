// Loops as Go compiles them: int is i64, induction variables, lengths and addresses are, and an address is
// wrapped to 32 bits at the load only.

export const size: i32 = 200_000

const items = memory.data(1_600_000)

function item(base: i64, i: i64): usize {
  return <usize>(base + (i << 3))
}

function fill(base: i64, length: i64): void {
  for (let i: i64 = 0; i < length; i++) store<i64>(item(base, i), i * 3 - 7)
}

function sum(base: i64, length: i64): i64 {
  let total: i64 = 0
  for (let i: i64 = 0; i < length; i++) total += load<i64>(item(base, i))
  return total
}

function count(base: i64, length: i64, bound: i64): i64 {
  let found: i64 = 0
  for (let i: i64 = 0; i < length; i++) if (load<i64>(item(base, i)) > bound) found++
  return found
}

function bubble(base: i64, length: i64): void {
  for (let i: i64 = 0; i + 1 < length; i++) {
    const a = load<i64>(item(base, i))
    const b = load<i64>(item(base, i + 1))
    if (a >= b) continue
    store<i64>(item(base, i), b)
    store<i64>(item(base, i + 1), a)
  }
}

export function run(n: i32): i32 {
  const base: i64 = items
  const length: i64 = n
  fill(base, length)
  let total: i64 = 0
  for (let round: i64 = 0; round < 9; round++) {
    bubble(base, length)
    total += sum(base, length) ^ count(base, length, round * 1000)
  }
  return <i32>(total ^ (total >> 32))
}
