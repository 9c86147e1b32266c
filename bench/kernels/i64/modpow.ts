// Modular exponentiation: a product of 62 bits, reduced by a modulus of 31.

export const size: i32 = 20_000

function power(base: u64, exponent: u64, modulus: u64): u64 {
  let result: u64 = 1
  base %= modulus
  while (exponent > 0) {
    if (exponent & 1) result = (result * base) % modulus
    base = (base * base) % modulus
    exponent >>>= 1
  }
  return result
}

export function run(n: i32): i32 {
  let sum: u64 = 0
  for (let i = 0; i < n; i++) sum += power(i + 2, 1_000_000_005 - i, 2_147_483_647 - (i & 1023))
  return <i32>(sum ^ (sum >>> 32))
}
