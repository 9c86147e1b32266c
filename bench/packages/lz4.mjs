// LZ4, from Rust: compresses and decompresses, mostly copies and hash look-ups.

export const dependencies = { 'lz4-wasm-nodejs': '0.9.2' }

const text = Buffer.from(
  Array.from({ length: 12_000 }, (_, i) => `${Math.imul(i, 7919) % 1009} is followed by ${i % 13}, `).join(
    '',
  ),
)

export const load = ({ require }) => require('lz4-wasm-nodejs')

export function work(lz4) {
  const packed = lz4.compress(text)
  const unpacked = lz4.decompress(packed)
  return `${packed.length} ${Buffer.compare(text, Buffer.from(unpacked))}`
}
