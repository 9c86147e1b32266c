// JavaScript calls (i32) -> (i64, f64, i32).

export const wat = `(module
  (func (export "f") (param i32) (result i64 f64 i32)
    (i64.extend_i32_s (local.get 0))
    (f64.convert_i32_s (local.get 0))
    (local.get 0)))`

export const loop = `let sum = 0
for (let i = 0; i < n; i++) { const [x, y, z] = f(i); sum += Number(x) + y - z }
return sum`
