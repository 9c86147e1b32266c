// node bench/lib/requests-cell.mjs '{"name":…,"arm":{…}}'
//
// A guest that serves requests, each in an instance of its own, on one engine, in a process of its own. The clock starts at the
// bytes. The last line is JSON: the processor time of all threads, in milliseconds, after so many requests; and a digest of all
// answers.

import { createHash } from 'node:crypto'
import { defaultImpl, importFrom, namespaceOf } from './arms.mjs'
import { processorTime } from './clock.mjs'

/**
 * @typedef {{ module: any, instantiate: (imports: object) => Record<string, any> }} Serving
 * @typedef {(engine: Serving) => () => string | Promise<string>} Load
 * @typedef {{ marks: readonly number[], times: number[], result: string }} RequestsCell
 */

const usual = [1, 10, 100, 1000, 2000]

/** How an arm makes modules; `many` has what embedders have for it. @param {import('./arms.mjs').ArmChoice} arm */
async function compilerOf({ name, impl = defaultImpl }) {
  if (name !== 'many') {
    const { Module } = await namespaceOf({ name, impl })
    return (/** @type {Uint8Array} */ bytes) => new Module(bytes)
  }
  const { compile } = await importFrom(impl)
  return (/** @type {Uint8Array} */ bytes) => compile(bytes, { instances: 'many' })
}

const { name, arm } = JSON.parse(process.argv[2] ?? '{}')
const namespace = await namespaceOf(arm.name === 'many' ? { ...arm, name: 'jitsam' } : arm)
const compile = await compilerOf(arm)
Object.defineProperty(globalThis, 'WebAssembly', { value: namespace, writable: true, configurable: true })
const guest = await import(`../requests/${name}.mjs`)
const bytes = new Uint8Array(guest.bytes())
/** @type {readonly number[]} */
const marks = guest.marks ?? usual

const start = processorTime()
const module = compile(bytes)
const serve = guest.load({
  module,
  instantiate: (/** @type {object} */ imports) => new namespace.Instance(module, imports).exports,
})
const digest = createHash('sha256')
const times = []
for (let i = 1; i <= Math.max(...marks); i++) {
  const answer = serve()
  digest.update(typeof answer === 'string' ? answer : await answer)
  if (marks.includes(i)) times.push(processorTime() - start)
}

/** @type {RequestsCell} */
const cell = { marks, times, result: digest.digest('hex').slice(0, 16) }
console.log(JSON.stringify(cell))
process.exit(0)
