// esbuild, from Go, 14 MB: transforms some TypeScript.

export const dependencies = { 'esbuild-wasm': '0.28.2' }

const source = Array.from(
  { length: 120 },
  (_, i) => `
export class Shape${i}<T extends object> implements Iterable<T> {
  #items: T[] = []; readonly name: string = \`shape \${${i}}\`
  get size(): number { return this.#items?.length ?? 0 }
  async *walk(from = 0): AsyncGenerator<T> { for (const item of this.#items.slice(from)) yield* [item, { ...item }] }
  static { console.log(Shape${i}.name, 1_000 ** 2) }
}
const enum Kind${i} { A = 1 << ${i % 8}, B = A | 2 }
export const view${i} = ({ a, ...rest }: Record<string, number>) => <div key={Kind${i}.B} {...rest}>{a}</div>
`,
).join('')

export async function load({ require, read }) {
  globalThis.self ??= globalThis
  const esbuild = require('esbuild-wasm/lib/browser.js')
  const wasmModule = await WebAssembly.compile(read('esbuild-wasm/esbuild.wasm'))
  await esbuild.initialize({ wasmModule, worker: false })
  return esbuild
}

export async function work(esbuild) {
  const { code } = await esbuild.transform(source, { loader: 'tsx', target: 'es2017', minify: true })
  return code
}
