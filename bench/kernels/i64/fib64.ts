// Recursion over u64: both halves of a result come back from each call.

export const size: i32 = 29

function fib(n: u64): u64 {
  return n < 2 ? n : fib(n - 1) + fib(n - 2)
}

export function run(n: i32): i32 {
  const sum = fib(n)
  return <i32>(sum ^ (sum >>> 32))
}
