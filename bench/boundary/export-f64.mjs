// JavaScript calls (f64, f64) -> f64.

export const wat = `(module
  (func (export "f") (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1))))`

export const loop = 'let sum = 0; for (let i = 0; i < n; i++) sum = f(sum, i + 0.5); return sum'
