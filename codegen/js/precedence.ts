// The precedence of JavaScript's expressions.

/** How tightly an expression holds together. A literal below zero is `unary`. */
export const precedence = {
  comma: 0,
  assignment: 2,
  conditional: 3,
  or: 4,
  and: 5,
  bitOr: 6,
  bitXor: 7,
  bitAnd: 8,
  equality: 9,
  relational: 10,
  shift: 11,
  additive: 12,
  multiplicative: 13,
  exponent: 14,
  unary: 15,
  postfix: 16,
  call: 18,
  primary: 20,
} as const
