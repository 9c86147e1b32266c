// Fast Fourier transforms there and back, and how far off the result is.

const length: i32 = 1 << 14
const re = new StaticArray<f64>(length)
const im = new StaticArray<f64>(length)

function transform(sign: f64): void {
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i >= j) continue
    const x = re[i]
    const y = im[i]
    re[i] = re[j]
    im[i] = im[j]
    re[j] = x
    im[j] = y
  }
  for (let size = 2; size <= length; size <<= 1) {
    const angle = (sign * 2 * Math.PI) / <f64>size
    const stepRe = Math.cos(angle)
    const stepIm = Math.sin(angle)
    for (let from = 0; from < length; from += size) {
      let wRe: f64 = 1
      let wIm: f64 = 0
      for (let k = from; k < from + (size >> 1); k++) {
        const other = k + (size >> 1)
        const x = re[other] * wRe - im[other] * wIm
        const y = re[other] * wIm + im[other] * wRe
        re[other] = re[k] - x
        im[other] = im[k] - y
        re[k] += x
        im[k] += y
        const next = wRe * stepRe - wIm * stepIm
        wIm = wRe * stepIm + wIm * stepRe
        wRe = next
      }
    }
  }
}

export function run(): f64 {
  for (let i = 0; i < length; i++) re[i] = <f64>((i * 31) % 97)
  for (let round = 0; round < 5; round++) {
    transform(-1)
    transform(1)
    for (let i = 0; i < length; i++) {
      re[i] /= <f64>length
      im[i] /= <f64>length
    }
  }
  let off: f64 = 0
  for (let i = 0; i < length; i++) off += Math.abs(re[i] - <f64>((i * 31) % 97))
  return off
}
