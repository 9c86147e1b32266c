// The arms of a benchmark: the engines that run the same module side by side. Each makes, of a module's bytes and
// its imports, an object with the exports; what it cannot do is an exception, and stands in the table as such.
//
//   native     the host's own WebAssembly: the measure of all others
//   jitsam     the build under test (--impl), as `WebAssembly` would use it
//   lazy       the same build, every function translated at its first call
//   eager      the same build, all functions translated at instantiation
//   many       the same build, its code shared by all instances from the first on
//   alone      the same build, all functions interpreted for good, as where no text may be evaluated
//   timeout    the same build, with a deadline that is looked at again and again
//   vs         another build of jitsam (--vs)
//   polywasm, wasm2js   the peers

import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * @typedef {Record<string, any>} Exports
 * @typedef {Record<string, Record<string, any>>} Imports
 * @typedef {(bytes: Uint8Array, imports?: Imports) => Promise<Exports>} Engine
 * @typedef {{ name: string, impl?: string }} ArmChoice
 */

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const cache = join(root, 'node_modules/.cache/jitsam-bench')
/** Where the packages of the group of that name are installed. */
export const packages = join(cache, 'packages')

/** The entry point of the build that is measured unless --impl names another. */
export const defaultImpl = join(root, 'dist/src/index.js')

/** A build of jitsam by the path of its index.js. @param {string} impl */
export const importFrom = (impl, path = './index.js') =>
  import(new URL(path, pathToFileURL(resolve(impl))).href)

/**
 * A build of jitsam with an option of translation that the namespace does not have.
 * @param {string} impl
 * @param {(deadline: unknown) => object} choose
 * @returns {Promise<Engine>}
 */
async function byTranslation(impl, choose) {
  const { WebAssembly: namespace, Deadline } = await importFrom(impl)
  const { compile } = await importFrom(impl, './compile.js')
  const { moduleFor } = await importFrom(impl, './namespace/module.js')
  const deadline = new Deadline()
  deadline.start(1e9)
  const options = choose(deadline)
  return async (bytes, imports) =>
    new namespace.Instance(moduleFor(compile(bytes, options)), imports ?? {}).exports
}

/**
 * What takes the place of the global `WebAssembly` in an arm that has such a thing.
 * @param {ArmChoice} choice
 * @returns {Promise<any>}
 */
export async function namespaceOf({ name, impl = defaultImpl }) {
  if (name === 'native') return WebAssembly
  if (name === 'jitsam' || name === 'vs') return (await importFrom(impl)).WebAssembly
  // @ts-expect-error: it has no types
  if (name === 'polywasm') return (await import('polywasm')).WebAssembly
  if (name === 'wasm2js') return (await import('./wasm2js.mjs')).namespace
  throw new TypeError(`no such arm: ${name}`)
}

/** @param {ArmChoice} choice @returns {Promise<Engine>} */
export async function engineOf(choice) {
  const { name, impl = defaultImpl } = choice
  if (name === 'lazy') return byTranslation(impl, () => ({ lazy: 'always' }))
  if (name === 'eager') return byTranslation(impl, () => ({ lazy: 'never' }))
  if (name === 'many') return byTranslation(impl, () => ({ instances: 'many' }))
  if (name === 'alone') return byTranslation(impl, () => ({ evaluates: false }))
  if (name === 'timeout') return byTranslation(impl, deadline => ({ deadline }))
  const namespace = await namespaceOf(choice)
  return async (bytes, imports) => new namespace.Instance(new namespace.Module(bytes), imports ?? {}).exports
}
