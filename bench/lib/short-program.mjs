// A short program by its name. It has three steps: what is not timed, what leads from the bytes to an instance, and its
// work. A `NAME.mjs` says what each is; without one, `NAME.wasm` imports nothing, and its export `run` returns a checksum.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {object} ShortProgram
 * @property {(installed: import('./installed.mjs').Installed) => any} prepare loads the package's JavaScript, makes the input
 * @property {(given: any) => any} load from the bytes to a ready instance, by way of the global `WebAssembly`
 * @property {(subject: any) => any} work gives the result, which is compared as text
 */

/** A file of the folder, in a buffer of its own, which polywasm needs. @param {string} file */
export const bytesOf = file => new Uint8Array(readFileSync(new URL(`../short/${file}`, import.meta.url)))

/** @param {string} name @returns {ShortProgram} */
const plain = name => ({
  prepare: () => bytesOf(`${name}.wasm`),
  load: bytes => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
    const { _initialize: initialize } = /** @type {import('./arms.mjs').Exports} */ (exports)
    initialize?.()
    return exports
  },
  work: exports => exports.run(),
})

/** @param {string} name @returns {Promise<ShortProgram>} */
export async function shortProgram(name) {
  const script = new URL(`../short/${name}.mjs`, import.meta.url)
  return existsSync(fileURLToPath(script)) ? import(script.href) : plain(name)
}
