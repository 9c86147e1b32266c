// node bench/lib/stages.mjs '{"name":…,"impl":…,"seconds":…}'
//
// The way from bytes to JavaScript, stage by stage, of all functions of a module: decode, validate, translate, and V8's
// loading of the text. Each stage is done once cold, in this fresh process, then again until the time is up; the fastest
// of these is the warm figure. Beside them what native takes to validate and to compile. The last line is JSON.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { defaultImpl, packages } from './arms.mjs'
import { stopwatch } from './clock.mjs'

/**
 * @typedef {{ cold: number, warm: number }} Stage in milliseconds
 * @typedef {object} Pipeline
 * @property {number} bytes of the module
 * @property {number} code bytes of function bodies
 * @property {number} functions
 * @property {Record<'decode' | 'validate' | 'translate' | 'load' | 'nativeValidate' | 'nativeCompile', Stage>} stages
 * @property {number} raw characters of JavaScript
 * @property {number} gzip bytes of it, compressed
 * @property {number} peak MB
 */

const { name, impl = defaultImpl, seconds } = JSON.parse(process.argv[2] ?? '{}')
const { file } = await import(`../pipeline/${name}.mjs`)
const bytes = new Uint8Array(readFileSync(join(packages, 'node_modules', file)))
/** @param {string} path */
const part = path => import(new URL(path, pathToFileURL(impl)).href)
const { decode } = await part('wasm/decode.js')
const { validate } = await part('wasm/validate/index.js')
const { prepare } = await part('../codegen/index.js')
const { translate } = await part('../codegen/translate.js')

/** @template T @param {() => T} action @returns {Stage & { result: T }} */
function staged(action) {
  const once = () => {
    const elapsed = stopwatch()
    const result = action()
    return { ms: elapsed(), result }
  }
  const { ms: cold, result } = once()
  const end = performance.now() + seconds * 1000
  let warm = Number.POSITIVE_INFINITY
  for (let runs = 0; runs < 2 || (performance.now() < end && runs < 200); runs++)
    warm = Math.min(warm, once().ms)
  return { cold, warm, result }
}

const nativeValidate = staged(() => WebAssembly.validate(bytes))
const nativeCompile = staged(() => new WebAssembly.Module(bytes))
const decoded = staged(() => decode(bytes))
const module = decoded.result
const validated = staged(() => validate(module))
const imported = module.functions.length - module.bodies.length
const translated = staged(() => {
  const program = prepare(module, validated.result)
  return module.bodies.map(
    (/** @type {unknown} */ _, /** @type {number} */ i) => translate(program, imported + i).text,
  )
})
const text = translated.result.join('\n')
let copies = 0
// A text that V8 has seen before it does not parse again.
const loaded = staged(() => new Function(`return ${copies++};\n${text}`))

/** @param {Stage} stage @returns {Stage} */
const times = ({ cold, warm }) => ({ cold, warm })
const { start } = module.bodies[0]
/** @type {Pipeline} */
const pipeline = {
  bytes: bytes.length,
  code: module.bodies.at(-1).end - start,
  functions: module.bodies.length,
  stages: {
    decode: times(decoded),
    validate: times(validated),
    translate: times(translated),
    load: times(loaded),
    nativeValidate: times(nativeValidate),
    nativeCompile: times(nativeCompile),
  },
  raw: text.length,
  gzip: gzipSync(text).length,
  peak: process.resourceUsage().maxRSS / 1024,
}
console.log(`\n${JSON.stringify(pipeline)}`)
