// Loads, comparisons and swaps of i32, with recursion.

export const size: i32 = 40_000

const items = memory.data(400_000)

function at(i: i32): i32 {
  return load<i32>(items + (i << 2))
}

function put(i: i32, value: i32): void {
  store<i32>(items + (i << 2), value)
}

function sort(from: i32, to: i32): void {
  while (from < to) {
    const pivot = at((from + to) >> 1)
    let i = from
    let j = to
    while (i <= j) {
      while (at(i) < pivot) i++
      while (at(j) > pivot) j--
      if (i > j) break
      const held = at(i)
      put(i++, at(j))
      put(j--, held)
    }
    sort(from, j)
    from = i
  }
}

export function run(n: i32): i32 {
  let seed = 12345
  for (let i = 0; i < n; i++) {
    seed = seed * 1103515245 + 12345
    put(i, seed >> 4)
  }
  sort(0, n - 1)
  let sum = 0
  for (let i = 0; i < n; i++) sum = sum * 31 + at(i)
  return sum
}
