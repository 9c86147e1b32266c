// What esbuild works on: some TypeScript.

export const source = Array.from(
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

export const options = { loader: 'tsx', target: 'es2017', minify: true }
