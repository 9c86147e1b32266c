// Random numbers: a linear congruential generator and xorshift64*, whose states feed each other.

export const size: i32 = 1_200_000

export function run(n: i32): i32 {
  let lcg: u64 = 1
  let shift: u64 = 88172645463325252
  let sum: u64 = 0
  for (let i = 0; i < n; i++) {
    lcg = lcg * 6364136223846793005 + 1442695040888963407
    shift ^= shift >>> 12
    shift ^= shift << 25
    shift ^= shift >>> 27
    sum += (shift * 2685821657736338717) ^ (lcg >>> 33)
  }
  return <i32>(sum ^ (sum >>> 32))
}
