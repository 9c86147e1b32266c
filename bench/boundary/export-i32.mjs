// JavaScript calls (i32, i32) -> i32.

export const wat = `(module
  (func (export "f") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))`

export const loop = 'let sum = 0; for (let i = 0; i < n; i++) sum = f(sum, i); return sum'
