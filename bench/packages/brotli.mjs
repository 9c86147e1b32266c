// Brotli, from Rust: compresses and decompresses text.

export const dependencies = { 'brotli-wasm': '3.0.1' }

const words = ['the ', 'quick ', 'brown ', 'fox ', 'jumps ', 'over ', 'lazy ', 'dogs ', 'again, ', 'and ']
let seed = 1
const text = Buffer.from(
  Array.from({ length: 4000 }, () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return words[(seed >>> 16) % words.length]
  }).join(''),
)

export const load = ({ require }) => require('brotli-wasm')

export function work(brotli) {
  const packed = brotli.compress(text, { quality: 6 })
  const unpacked = brotli.decompress(packed)
  return `${packed.length} ${packed.reduce((sum, byte) => (sum * 31 + byte) | 0, 0)} ${Buffer.compare(text, Buffer.from(unpacked))}`
}
