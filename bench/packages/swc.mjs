// swc, from Rust by wasm-bindgen, 18 MB: parses, lowers to ES5 and minifies.

export const dependencies = { '@swc/wasm': '1.16.18' }

const source = Array.from(
  { length: 8 },
  (_, i) => `
class A${i} { #x = ${i}; get x() { return this.#x } async *m() { yield* [this.#x ?? 2] } }
export const f${i} = async ({ a, ...b }: { a: number }) => { for await (const x of new A${i}().m()) console.log(a, b, x) }
`,
).join('')

export const load = ({ require }) => require('@swc/wasm')

export const work = swc =>
  swc.transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es5', minify: { compress: true, mangle: true } },
    minify: true,
  }).code
