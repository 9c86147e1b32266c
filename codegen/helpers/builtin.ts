// Functions of the JavaScript engine that generated code calls often, as names of the closure: a call of a
// constant in scope is found faster than a property of `Math` until the engine optimises.

export const { fround, imul, clz32, sqrt, floor, ceil, min, max, abs } = Math
export const truncate = Math.trunc
