// JavaScript hands an object in and gets it back.

export const wat = `(module
  (func (export "f") (param externref) (result externref) (local.get 0)))`

export const loop = `const object = { count: 0 }
for (let i = 0; i < n; i++) f(object).count += i
return object.count`
