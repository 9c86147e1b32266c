// A table of words and a stream of bytes: each step waits for the load before it.

export const size: i32 = 1_000_000

const table = memory.data(1024)
const input = memory.data(1_000_000)

function makeTable(): void {
  for (let i = 0; i < 256; i++) {
    let c: u32 = i
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    store<u32>(table + (i << 2), c)
  }
}

export function run(n: i32): i32 {
  makeTable()
  for (let i = 0; i < n; i++) store<u8>(input + i, (i * 7) ^ (i >> 5))
  let crc: u32 = 0xffffffff
  for (let i = 0; i < n; i++) {
    crc = load<u32>(table + (((crc ^ load<u8>(input + i)) & 255) << 2)) ^ (crc >>> 8)
  }
  return ~crc
}
