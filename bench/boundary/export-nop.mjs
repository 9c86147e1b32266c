// JavaScript calls a function that takes and returns nothing.

export const wat = '(module (func (export "f")))'

export const loop = 'for (let i = 0; i < n; i++) f()'
