// One multiplication of u64 by a sparse constant for each byte.

export const size: i32 = 1_600_000

const input = memory.data(2_000_000)

export function run(n: i32): i32 {
  for (let i = 0; i < n; i++) store<u8>(input + i, i * 7 + (i >> 6))
  let hash: u64 = 0xcbf29ce484222325
  for (let i = 0; i < n; i++) hash = (hash ^ load<u8>(input + i)) * 0x100000001b3
  return <i32>(hash ^ (hash >>> 32))
}
