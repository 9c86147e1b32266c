// Multiplications of u64 by 64-bit constants in four lanes.

export const size: i32 = 400_000

const prime1: u64 = 0x9e3779b185ebca87
const prime2: u64 = 0xc2b2ae3d27d4eb4f
const prime3: u64 = 0x165667b19e3779f9
const prime4: u64 = 0x85ebca77c2b2ae63
const prime5: u64 = 0x27d4eb2f165667c5

const input = memory.data(1_600_000)

function round(lane: u64, word: u64): u64 {
  return rotl<u64>(lane + word * prime2, 31) * prime1
}

function merge(hash: u64, lane: u64): u64 {
  return (hash ^ round(0, lane)) * prime1 + prime4
}

function stripes(n: i32, seed: u64): u64 {
  let a = seed + prime1 + prime2
  let b = seed + prime2
  let c = seed
  let d = seed - prime1
  for (let at = input; at + 32 <= input + n; at += 32) {
    a = round(a, load<u64>(at))
    b = round(b, load<u64>(at, 8))
    c = round(c, load<u64>(at, 16))
    d = round(d, load<u64>(at, 24))
  }
  const hash = rotl<u64>(a, 1) + rotl<u64>(b, 7) + rotl<u64>(c, 12) + rotl<u64>(d, 18)
  return merge(merge(merge(merge(hash, a), b), c), d)
}

export function run(n: i32): i32 {
  for (let i = 0; i < n; i += 4) store<u32>(input + i, i * 0x9e3779b1)
  let hash: u64 = 0
  for (let i = 0; i < 120; i++) {
    hash = stripes(n, hash) + n
    for (let at = input; at < input + 24; at += 8) {
      hash = rotl<u64>(hash ^ round(0, load<u64>(at)), 27) * prime1 + prime4
    }
    hash = rotl<u64>(hash ^ (<u64>load<u8>(input) * prime5), 11) * prime1
    hash = (hash ^ (hash >>> 33)) * prime2
    hash = (hash ^ (hash >>> 29)) * prime3
    hash ^= hash >>> 32
  }
  return <i32>(hash ^ (hash >>> 32))
}
