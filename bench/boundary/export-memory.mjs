// JavaScript calls a function that stores and loads: the smallest useful export.

export const wat = `(module
  (memory (export "memory") 1)
  (func (export "f") (param $at i32) (param $value i32) (result i32)
    (i32.store (local.get $at) (local.get $value))
    (i32.add (i32.load (local.get $at)) (local.get $value))))`

export const loop = 'let sum = 0; for (let i = 0; i < n; i++) sum += f(i & 1020, i); return sum'
