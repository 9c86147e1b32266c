// JavaScript calls (i32) -> i64.

export const wat = `(module
  (func (export "f") (param i32) (result i64) (i64.mul (i64.extend_i32_s (local.get 0)) (i64.const 5000000000))))`

export const loop = 'let last = 0n; for (let i = 0; i < n; i++) last = f(i); return last'
