// JavaScript calls (i32, i32) -> (i32, i32), which comes back as an array.

export const wat = `(module
  (func (export "f") (param i32 i32) (result i32 i32)
    (i32.add (local.get 1) (i32.const 1))
    (i32.add (local.get 0) (local.get 1))))`

export const loop = `let a = 0, b = 1
for (let i = 0; i < n; i++) { const [x, y] = f(a, b); a = x; b = y }
return a ^ b`
