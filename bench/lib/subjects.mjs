// What is run side by side, by group. A kernel is a .wasm with `run` and `size`; a boundary case is a file that exports
//
//   wat    the module, as text
//   host   (if it imports) the host's function, as text
//   loop   (if JavaScript calls it) the body of `(f, n) => …`, where f is the export "f"; without it the module's export
//          "run" is called with n, and loops itself
//
// Loops and host functions are texts so that each arm compiles its own: what V8 learns of one arm says nothing of another.
// A comment makes each text unlike the others, for V8 knows texts again and shares what it has learnt of them.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {object} Subject
 * @property {Uint8Array} bytes
 * @property {() => import('./arms.mjs').Imports | undefined} imports new ones for each arm
 * @property {(exports: import('./arms.mjs').Exports) => () => unknown} prepare the call that is timed, and checked by its result
 * @typedef {{ wat: string, host?: string, loop?: string }} BoundaryCase
 */

const here = fileURLToPath(new URL('..', import.meta.url))

/** How often a boundary case crosses in one timed call. */
const crossings = 10_000

export const kernelGroups = ['scalar', 'i64', 'f32']
export const groups = [...kernelGroups, 'boundary', 'packages', 'programs', 'short', 'requests', 'pipeline']

/** @param {string} group @returns {readonly [folder: string, endings: RegExp]} */
function placeOf(group) {
  if (kernelGroups.includes(group)) return [`${here}kernels/${group}`, /\.wasm$/]
  return [here + group, ['programs', 'short'].includes(group) ? /\.(wasm|mjs)$/ : /\.mjs$/]
}

/** The names of a group's cases. @param {string} group */
export function namesOf(group) {
  const [folder, endings] = placeOf(group)
  const names = readdirSync(folder).flatMap(file => (endings.test(file) ? file.replace(endings, '') : []))
  return [...new Set(names)]
}

/** The URLs of a group's cases that are scripts. @param {string} group */
export const scriptsOf = group =>
  readdirSync(placeOf(group)[0]).flatMap(file =>
    file.endsWith('.mjs') ? new URL(`../${group}/${file}`, import.meta.url).href : [],
  )

/** @param {string} group @param {string} name @returns {Subject} */
function kernel(group, name) {
  // In a buffer of their own: polywasm reads constants from the wrong place in one that Node shares between small files.
  const bytes = new Uint8Array(readFileSync(`${here}kernels/${group}/${name}.wasm`))
  const size = /** @type {any} */ (new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.size).value
  return {
    bytes,
    imports: () => undefined,
    prepare:
      ({ run }) =>
      () =>
        run(size),
  }
}

let texts = 0

/** @param {readonly string[]} parameters @param {string} body */
const compiled = (parameters, body) => new Function(...parameters, `${body} // ${texts++}`)

/** @param {BoundaryCase} given @returns {Promise<Subject>} */
async function boundary({ wat, host, loop }) {
  const { default: binaryen } = await import('binaryen')
  const module = binaryen.parseText(wat)
  module.setFeatures(binaryen.Features.All)
  const bytes = new Uint8Array(module.emitBinary())
  return {
    bytes,
    imports: () => (host === undefined ? undefined : { host: { f: compiled([], `return ${host}`)() } }),
    prepare: exports => {
      if (loop === undefined) return () => exports.run(crossings)
      const call = compiled(['f', 'n'], loop)
      return () => call(exports.f, crossings)
    },
  }
}

/** @param {string} group @param {string} name @returns {Promise<Subject>} */
export const subjectOf = async (group, name) =>
  group === 'boundary' ? boundary(await import(`../boundary/${name}.mjs`)) : kernel(group, name)
