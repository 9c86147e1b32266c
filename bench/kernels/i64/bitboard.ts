// Chess boards as u64: shifts, masks, popcnt, ctz.

export const size: i32 = 200_000

const notA: u64 = 0xfefefefefefefefe
const notH: u64 = 0x7f7f7f7f7f7f7f7f

function knight(b: u64): u64 {
  const left1 = (b >>> 1) & notH
  const left2 = (b >>> 2) & 0x3f3f3f3f3f3f3f3f
  const right1 = (b << 1) & notA
  const right2 = (b << 2) & 0xfcfcfcfcfcfcfcfc
  const near = left1 | right1
  const far = left2 | right2
  return (near << 16) | (near >>> 16) | (far << 8) | (far >>> 8)
}

/** Where a rook in the north direction gets to, by the method of Kogge and Stone. */
function north(rooks: u64, empty: u64): u64 {
  let reach = rooks | (empty & (rooks << 8))
  let free = empty & (empty << 8)
  reach |= free & (reach << 16)
  free &= free << 16
  reach |= free & (reach << 32)
  return reach << 8
}

function firstRank(pieces: u64): i32 {
  let sum = 0
  while (pieces !== 0) {
    sum += <i32>ctz<u64>(pieces)
    pieces &= pieces - 1
  }
  return sum
}

export function run(n: i32): i32 {
  let seed: u64 = 0x9e3779b97f4a7c15
  let sum = 0
  for (let i = 0; i < n; i++) {
    seed ^= seed << 13
    seed ^= seed >>> 7
    seed ^= seed << 17
    const occupied = seed & (seed >>> 11)
    const knights = occupied & 0x0042000000004200
    sum += <i32>popcnt<u64>(knight(knights) & ~occupied)
    sum += <i32>popcnt<u64>(north(occupied & 0xff, ~occupied))
    sum = sum * 3 + firstRank(occupied & 0x00000000ffff0000)
  }
  return sum
}
