// JavaScript calls (f32, f32) -> f32.

export const wat = `(module
  (func (export "f") (param f32 f32) (result f32) (f32.mul (local.get 0) (local.get 1))))`

export const loop = 'let sum = 0; for (let i = 0; i < n; i++) sum += f(i, 0.1); return sum'
