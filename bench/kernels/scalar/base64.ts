// Bytes to text and back: shifts, table look-ups, three bytes for four.

export const size: i32 = 900_000

const alphabet = memory.data<u8>([
  65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 97, 98, 99,
  100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122,
  48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 43, 47,
])
const values = memory.data(256)
const input = memory.data(1_000_000)
const text = memory.data(1_400_000)
const output = memory.data(1_000_000)

function encode(n: i32): void {
  let to = text
  for (let i = 0; i < n; i += 3) {
    const from = input + i
    const bits = (<u32>load<u8>(from) << 16) | (<u32>load<u8>(from, 1) << 8) | load<u8>(from, 2)
    store<u8>(to, load<u8>(alphabet + (bits >>> 18)))
    store<u8>(to, load<u8>(alphabet + ((bits >>> 12) & 63)), 1)
    store<u8>(to, load<u8>(alphabet + ((bits >>> 6) & 63)), 2)
    store<u8>(to, load<u8>(alphabet + (bits & 63)), 3)
    to += 4
  }
}

function value(at: usize): u32 {
  return load<u8>(values + load<u8>(at))
}

function decode(n: i32): void {
  let from = text
  for (let i = 0; i < n; i += 3) {
    const bits = (value(from) << 18) | (value(from + 1) << 12) | (value(from + 2) << 6) | value(from + 3)
    store<u8>(output + i, bits >>> 16)
    store<u8>(output + i, bits >>> 8, 1)
    store<u8>(output + i, bits, 2)
    from += 4
  }
}

export function run(n: i32): i32 {
  for (let i = 0; i < 64; i++) store<u8>(values + load<u8>(alphabet + i), i)
  for (let i = 0; i < n; i++) store<u8>(input + i, i ^ (i >> 7))
  encode(n)
  decode(n)
  let sum = 0
  for (let i = 0; i < n; i++) sum = sum * 33 + load<u8>(output + i) + load<u8>(text + i)
  return sum
}
