// binaryen's wasm2js as a namespace. It translates ahead of time, to a module that imports from files and exports what
// wasm exports; here the translation is kept from run to run, is not timed (it happens in another process), and its
// text becomes a function that takes the imports. Just enough of `WebAssembly` for packages to notice no difference.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../node_modules/.cache/jitsam-bench/wasm2js', import.meta.url))
const tool = join(createRequire(import.meta.url).resolve('binaryen'), '../bin/wasm2js')

/** @typedef {import('./arms.mjs').Imports} Imports @typedef {import('./arms.mjs').Exports} Exports */

/** @param {string} from @param {string} to */
function runTool(from, to) {
  const args = [tool, '--all-features', '-O3', from, '-o', to]
  const options = /** @type {const} */ ({ encoding: 'utf8', timeout: 120_000, maxBuffer: 2 ** 28 })
  const { status, stderr, error } = spawnSync(process.execPath, args, options)
  if (status === 0) return
  const reason = error?.message ?? stderr.split('\n')[0]
  // That it cannot is remembered too.
  writeFileSync(to, `wasm2js cannot: ${reason}`)
}

/** @param {Uint8Array} bytes */
function translate(bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  const [from, to] = [join(folder, `${hash}.wasm`), join(folder, `${hash}.mjs`)]
  if (!existsSync(to)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(from, bytes)
    runTool(from, to)
  }
  const text = readFileSync(to, 'utf8')
  if (text.startsWith('wasm2js cannot')) throw new TypeError(text)
  return text
}

/** The function inside the text that takes the imports and returns the exports. @param {string} text */
function factoryOf(text) {
  const end = text.lastIndexOf('\nvar retasmFunc')
  const body = text.slice(0, end).replace(/^import .*$/gm, '')
  // Evaluated for each instance, as a file would be.
  return new Function(`${body}\nreturn asmFunc`)
}

class Module {
  /** @param {ArrayBuffer | Uint8Array} bytes */
  constructor(bytes) {
    this.text = translate(new Uint8Array(ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes)))
  }
}

class Instance {
  /** @param {Module} module @param {Imports} [imports] */
  constructor({ text }, imports = {}) {
    /** @type {Exports} */
    this.exports = factoryOf(text)()(imports)
  }
}

class Memory {
  /** @param {{ initial: number }} limits */
  constructor({ initial }) {
    this.buffer = new ArrayBuffer(initial * 65_536)
  }
}

/** @param {Module | ArrayBuffer | Uint8Array} source @param {Imports} [imports] */
async function instantiate(source, imports) {
  if (source instanceof Module) return new Instance(source, imports)
  const module = new Module(source)
  return { module, instance: new Instance(module, imports) }
}

const { CompileError, LinkError, RuntimeError } = WebAssembly

export const namespace = {
  ...{ Module, Instance, Memory, CompileError, LinkError, RuntimeError, instantiate },
  compile: async (/** @type {Uint8Array} */ bytes) => new Module(bytes),
  validate: () => true,
}
