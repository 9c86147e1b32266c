// CRC-32 by a table, over a buffer that changes.

const length: i32 = 1 << 19
const table = new StaticArray<u32>(256)
const input = new StaticArray<u8>(length)

export function run(): u32 {
  for (let i: u32 = 0; i < 256; i++) {
    let c = i
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >> 1) ^ 0xedb88320 : c >> 1
    table[i] = c
  }
  for (let i = 0; i < length; i++) input[i] = <u8>((i * 7) ^ (i >> 5))
  let crc: u32 = 0xffffffff
  for (let round = 0; round < 20; round++) {
    for (let i = 0; i < length; i++) crc = table[(crc ^ input[i]) & 255] ^ (crc >> 8)
  }
  return ~crc
}
