// What Node is told of files of WebAssembly, so that they can be imported as the proposal of their
// integration with ES modules has it: what a module imports are modules, and its exports are a module's. Such
// a file is given to Node as the text of a module that makes the instance:
//
//   import * as m0 from 'env'
//   const { exports } = new WebAssembly.Instance(…, { env: m0 })
//   const e0 = exports['add']
//   export { e0 as 'add' }

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { WebAssembly } from '../standard.js'

interface Loaded {
  readonly format?: string | null | undefined
  readonly shortCircuit?: boolean
  readonly source?: unknown
}

type Next<Context> = (url: string, context: Context) => Loaded | PromiseLike<Loaded>

const quote = JSON.stringify

/** Names of this kind are kept for what engines themselves may give one day. */
const isReserved = (name: string): boolean => /^wasm(-js)?:/.test(name)

/** The value of a global is exported, and not the object in which it stands. */
const exported = ({ name, kind }: WebAssembly.ModuleExportDescriptor): string =>
  `exports[${quote(name)}]${kind === 'global' ? '.value' : ''}`

/** The text of a module that compiles these bytes. */
const compiling = `import { readFileSync } from 'node:fs'
const module = new WebAssembly.Module(readFileSync(new URL(import.meta.url)))
`

/** The text of a module that is the instance. What is wrong is found again, and thrown, where it runs. */
function textOf(bytes: Uint8Array): string {
  if (!WebAssembly.validate(bytes)) return compiling
  const module = new WebAssembly.Module(bytes)
  const imports = WebAssembly.Module.imports(module)
  const exports = WebAssembly.Module.exports(module)
  const names = [...imports.flatMap(({ module, name }) => [module, name]), ...exports.map(({ name }) => name)]
  const reserved = names.find(isReserved)
  if (reserved !== undefined)
    return `throw new WebAssembly.LinkError(${quote(`the name ${quote(reserved)} is reserved`)})`
  const modules = [...new Set(imports.map(({ module }) => module))]
  const given = modules.map((module, i) => `${quote(module)}: m${i}`)
  return `${compiling}
${modules.map((module, i) => `import * as m${i} from ${quote(module)}`).join('\n')}
const imports = { __proto__: null, ${given.join(', ')} }
const { exports } = new WebAssembly.Instance(module, imports)
${exports.map((entry, i) => `const e${i} = ${exported(entry)}`).join('\n')}
export { ${exports.map(({ name }, i) => `e${i} as ${quote(name)}`).join(', ')} }
`
}

interface Resolved {
  readonly url: string
  readonly shortCircuit?: boolean
}

interface Resolving {
  readonly conditions?: readonly string[]
}

type NextResolve<Context> = (specifier: string, context: Context) => Resolved | PromiseLike<Resolved>

/** What Node has for WASI, which takes no memory of another engine than its own. */
export const isNodesWasi = (specifier: string): boolean => /^(node:)?wasi$/.test(specifier)

let givesWasi = true

/** What hooks in a thread of their own are told: whether ours takes the place of what Node has for WASI. */
export function initialize({ wasi }: { readonly wasi: boolean }): void {
  givesWasi = wasi
}

/** Gives ours in the place of what Node has for WASI. */
export function resolve<Context extends Resolving>(
  specifier: string,
  context: Context,
  next: NextResolve<Context>,
): Resolved | PromiseLike<Resolved> {
  if (!givesWasi || !isNodesWasi(specifier)) return next(specifier, context)
  // Both are the same class.
  const file = context.conditions?.includes('require') ? './wasi.js' : '../node/wasi.js'
  return { url: new URL(file, import.meta.url).href, shortCircuit: true }
}

const isWasm = (url: string): boolean => /^file:[^?#]*\.wasm([?#]|$)/.test(url)

/** Gives a file of WebAssembly as a module, and leaves all others to Node. */
export function load<Context>(
  url: string,
  context: Context,
  next: Next<Context>,
): Loaded | PromiseLike<Loaded> {
  if (!isWasm(url)) return next(url, context)
  return { format: 'module', shortCircuit: true, source: textOf(readFileSync(fileURLToPath(url))) }
}
