// What the hashes of hash-wasm have in common: one hasher, fed with the same bytes again and again.

export const hashCase = (factory, size) => ({
  dependencies: { 'hash-wasm': '4.13.0' },

  async load({ load }) {
    const hasher = await (await load('hash-wasm'))[factory]()
    const bytes = new Uint8Array(size)
    for (let i = 0; i < size; i++) bytes[i] = Math.imul(i, 0x9e3779b1) >>> 24
    return { hasher, bytes }
  },

  work: ({ hasher, bytes }) => hasher.init().update(bytes).digest('hex'),
})
