// A shell sort of f32: moves and comparisons, no arithmetic.

export const size: i32 = 18_000

const items = memory.data(400_000)

function at(i: i32): f32 {
  return load<f32>(items + (i << 2))
}

function put(i: i32, value: f32): void {
  store<f32>(items + (i << 2), value)
}

function sort(n: i32): void {
  for (let gap = n >> 1; gap > 0; gap >>= 1) {
    for (let i = gap; i < n; i++) {
      const value = at(i)
      let j = i
      while (j >= gap && at(j - gap) > value) {
        put(j, at(j - gap))
        j -= gap
      }
      put(j, value)
    }
  }
}

export function run(n: i32): f32 {
  let seed = 12345
  for (let i = 0; i < n; i++) {
    seed = seed * 1103515245 + 12345
    put(i, <f32>(seed >> 8) * 0.001)
  }
  sort(n)
  let sum: f32 = 0
  for (let i = 0; i < n; i += 5) sum = sum * 0.5 + at(i)
  return sum
}
