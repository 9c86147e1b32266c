// JavaScript calls a function of eight i32.

export const wat = `(module
  (func (export "f") (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (i32.add
      (i32.add (i32.add (local.get 0) (local.get 1)) (i32.add (local.get 2) (local.get 3)))
      (i32.add (i32.add (local.get 4) (local.get 5)) (i32.add (local.get 6) (local.get 7))))))`

export const loop = 'let sum = 0; for (let i = 0; i < n; i++) sum = f(sum, i, 3, 4, i, 6, 7, 8); return sum'
