// Euclid's algorithm: remainders of two u64 that both vary.

export const size: i32 = 25_000

function gcd(a: u64, b: u64): u64 {
  while (b !== 0) {
    const rest = a % b
    a = b
    b = rest
  }
  return a
}

export function run(n: i32): i32 {
  let seed: u64 = 12345
  let sum: u64 = 0
  for (let i = 0; i < n; i++) {
    seed = seed * 6364136223846793005 + 1442695040888963407
    const a = seed >>> (i & 31)
    seed = seed * 6364136223846793005 + 1442695040888963407
    sum += gcd(a, seed >>> ((i >> 2) & 31))
  }
  return <i32>(sum ^ (sum >>> 32))
}
