// JavaScript calls (i64, i64) -> i64: BigInts come in and go out.

export const wat = `(module
  (func (export "f") (param i64 i64) (result i64) (i64.add (local.get 0) (local.get 1))))`

export const loop = 'let sum = 0n; for (let i = 0; i < n; i++) sum = f(sum, 5000000000n); return sum'
