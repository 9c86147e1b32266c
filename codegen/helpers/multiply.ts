// The high word of a product of words.

/** The upper 32 bits of the 64-bit product of two unsigned words, from products of 16-bit halves. */
export function mulHighU(a: number, b: number): number {
  const x = a >>> 16
  const y = a & 65535
  const p = Math.imul(y, b & 65535)
  const q = (Math.imul(x, b & 65535) + (p >>> 16)) | 0
  const r = (Math.imul(y, b >>> 16) + (q & 65535)) | 0
  return (Math.imul(x, b >>> 16) + (q >>> 16) + (r >>> 16)) | 0
}
