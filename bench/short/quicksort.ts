// Quicksort of integers and of doubles, with insertion sort for what is short; the order is then checked.

const length: i32 = 150_000
const integers = new StaticArray<i32>(length)
const doubles = new StaticArray<f64>(length)
let random: u32 = 0

function next(): u32 {
  random = random * 1664525 + 1013904223
  return random >> 8
}

function insertion<T>(values: StaticArray<T>, from: i32, to: i32): void {
  for (let i = from + 1; i <= to; i++) {
    const value = values[i]
    let at = i
    while (at > from && values[at - 1] > value) {
      values[at] = values[at - 1]
      at--
    }
    values[at] = value
  }
}

function sort<T>(values: StaticArray<T>, from: i32, to: i32): void {
  while (to - from > 16) {
    const pivot = values[(from + to) >>> 1]
    let low = from
    let high = to
    while (low <= high) {
      while (values[low] < pivot) low++
      while (values[high] > pivot) high--
      if (low > high) break
      const kept = values[low]
      values[low++] = values[high]
      values[high--] = kept
    }
    sort<T>(values, from, high)
    from = low
  }
  insertion<T>(values, from, to)
}

function check<T>(values: StaticArray<T>): u32 {
  let sum: u32 = 0
  for (let i = 1; i < length; i++) {
    if (values[i - 1] > values[i]) unreachable()
    sum = sum * 31 + <u32>values[i]
  }
  return sum
}

export function run(): u32 {
  let sum: u32 = 0
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < length; i++) {
      integers[i] = next()
      doubles[i] = <f64>next() / 3
    }
    sort<i32>(integers, 0, length - 1)
    sort<f64>(doubles, 0, length - 1)
    sum = (sum * 31) ^ check<i32>(integers) ^ check<f64>(doubles)
  }
  return sum
}
