// Intervals of integers, the values that a node may have, and arithmetic on them. Bounds are doubles, exact
// up to 2^53 in size; what may lie beyond is `anything`, since a sum or product there may also wrap around.

export interface Interval {
  readonly least: number
  readonly most: number
}

const exact = 2 ** 53

export const anything: Interval = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY }
export const anyWord: Interval = { least: -(2 ** 31), most: 2 ** 31 - 1 }
export const anyUnsigned: Interval = { least: 0, most: 2 ** 32 - 1 }

/** The interval of a value of 64 bits that must be between these. */
export const between = (least: number, most: number): Interval =>
  least >= -exact && most <= exact ? { least, most } : anything

export const isWithin = (inner: Interval, outer: Interval): boolean =>
  inner.least >= outer.least && inner.most <= outer.most

export const isNatural = ({ least }: Interval): boolean => least >= 0

/** Both, and what lies between them. */
export const join = (a: Interval, b: Interval): Interval =>
  isWithin(b, a) ? a : { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) }

export const sum = (a: Interval, b: Interval): Interval => between(a.least + b.least, a.most + b.most)

export const difference = (a: Interval, b: Interval): Interval => between(a.least - b.most, a.most - b.least)

/** 0 times infinity is no number, and no bound. */
export function product(a: Interval, b: Interval): Interval {
  const corners = [a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most]
  const [least, most] = [Math.min(...corners), Math.max(...corners)]
  return Number.isNaN(least) ? anything : between(least, most)
}

/** A bit that is set in the result is set in each natural operand. */
export function conjunction(a: Interval, b: Interval): Interval {
  const bounds = [a, b].filter(isNatural).map(({ most }) => most)
  return bounds.length === 0 ? anything : between(0, Math.min(...bounds))
}

/** Of naturals: no bit above their highest is set. */
export function disjunction(a: Interval, b: Interval): Interval {
  if (!isNatural(a) || !isNatural(b)) return anything
  const most = Math.max(a.most, b.most)
  return most > exact ? anything : between(0, most === 0 ? 0 : 2 ** (Math.floor(Math.log2(most)) + 1) - 1)
}

/** Shifted right, keeping the sign; anything has 64 bits. */
export const shiftedSigned = (a: Interval, count: number): Interval =>
  between(
    Math.floor(Math.max(a.least, -(2 ** 63)) / 2 ** count),
    Math.floor(Math.min(a.most, 2 ** 63 - 1024) / 2 ** count),
  )

/** Shifted right as an unsigned number of `width` bits. */
export const shiftedUnsigned = (a: Interval, count: number, width: 32 | 64): Interval =>
  isNatural(a) || count === 0 ? shiftedSigned(a, count) : between(0, 2 ** (width - count) - 1)

/** Of naturals; a divisor of 0 traps. */
export const quotient = (a: Interval, b: Interval): Interval =>
  isNatural(a) && isNatural(b) ? between(0, Math.floor(a.most / Math.max(1, b.least))) : anything

/** The unsigned remainder: below the divisor, and not above a natural dividend. */
export const remainder = (a: Interval, b: Interval): Interval =>
  isNatural(b)
    ? between(0, Math.max(0, Math.min(b.most - 1, isNatural(a) ? a.most : Number.POSITIVE_INFINITY)))
    : anything

/** The signed one: smaller than the divisor, with the sign of the dividend. */
export function signedRemainder(a: Interval, b: Interval): Interval {
  const most = Math.max(1, Math.abs(b.least), Math.abs(b.most)) - 1
  return between(a.least < 0 ? Math.max(-most, a.least) : 0, a.most > 0 ? Math.min(most, a.most) : 0)
}

const steps = [0, 2 ** 31 - 1, 2 ** 32 - 1, exact]

/** An interval that grows does so in few steps. */
export function widened({ least, most }: Interval): Interval {
  const lower = least >= 0 ? 0 : least >= -(2 ** 31) ? -(2 ** 31) : Number.NEGATIVE_INFINITY
  return { least: lower, most: steps.find(step => step >= most) ?? Number.POSITIVE_INFINITY }
}
