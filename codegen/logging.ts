// Listening to a module: before it is translated, somebody says for each function, by what can be known of
// it, whether its calls are to be told. Direct calls of those are rewritten (passes/logging.ts); whoever
// makes references to functions, for tables, exports and the host, must use the listened code as well. For
// all others nothing changes: the text of a module that nobody listens to is the same to the byte.

import { readLocalNames } from '../src/wasm/binary/custom.js'
import { funcType, type Module } from '../src/wasm/module.js'
import type { FuncType } from '../src/wasm/types.js'

/** What can be known of a function before it runs. */
export interface Definition {
  readonly index: number
  /** Where the function comes from, if it is imported. */
  readonly imported: { readonly module: string; readonly name: string } | undefined
  /** The import's module, or the name that the module has given itself; empty if it has none. */
  readonly module: string
  /** The import's name, or that of the name section; empty if there is none. */
  readonly name: string
  /** The names of its parameters, as far as they are known. */
  readonly parameters: ReadonlyMap<number, string>
  readonly exports: readonly string[]
  readonly type: FuncType
}

/** One call that has begun; the same object from beginning to end. */
export interface Call {
  readonly definition: Definition
  /** i64 is a bigint, v128 a pair of them (the low half first), a funcref a function. */
  readonly params: readonly unknown[]
  /** The first memory of the instance that listens. */
  readonly memory: { readonly buffer: ArrayBufferLike } | undefined
}

/** Told of every call of one function; after `before` exactly one of the others follows. */
export interface Listener {
  /** The call begins: nothing of the function has run. */
  before?(call: Call): void
  /** The call has ended with these results. */
  after?(call: Call, results: readonly unknown[]): void
  /** The call ends with an error: a trap, an exit, or whatever was thrown. */
  abort?(call: Call, error: unknown): void
}

/** A memory has been asked to grow. Sizes are in pages; they are equal if it did not. */
export interface Growth {
  /** The name that the module has given itself; empty if it has none. */
  readonly module: string
  readonly memory: number
  readonly delta: number
  readonly before: number
  readonly after: number
}

export interface Listeners {
  /** Asked once for each function when the module is compiled. */
  readonly listen: (definition: Definition) => Listener | undefined
  /** Asked once; told of every `memory.grow`. */
  readonly growth?: ((module: Module) => ((growth: Growth) => void) | undefined) | undefined
}

/** What is listened to in one module. */
export interface Listening {
  /** The name that the module has given itself; empty if it has none. */
  readonly module: string
  readonly functions: ReadonlyMap<number, { readonly definition: Definition; readonly listener: Listener }>
  readonly growth: ((growth: Growth) => void) | undefined
}

function exportNames({ exports }: Module): ReadonlyMap<number, string[]> {
  const names = new Map<number, string[]>()
  for (const { name, kind, index } of exports) {
    if (kind !== 'func') continue
    const known = names.get(index)
    if (known === undefined) names.set(index, [name])
    else known.push(name)
  }
  return names
}

const noNames: ReadonlyMap<number, string> = new Map()

/** Every function of a module, in the order of the index space. */
export function* definitions(module: Module): Generator<Definition> {
  const imports = module.imports.filter(({ type }) => type.kind === 'func')
  const exported = exportNames(module)
  const locals = readLocalNames(module)
  const { names } = module
  for (const [index, typeIndex] of module.functions.entries()) {
    const imported = imports[index]
    yield {
      index,
      imported: imported && { module: imported.module, name: imported.name },
      module: imported?.module ?? names.module ?? '',
      name: imported?.name ?? names.functions.get(index) ?? '',
      parameters: locals.get(index) ?? noNames,
      exports: exported.get(index) ?? [],
      type: funcType(module, typeIndex),
    }
  }
}

/** Asks who wants to listen to what; nothing if nobody does. */
export function findListening(module: Module, listeners: Listeners | undefined): Listening | undefined {
  if (listeners === undefined) return undefined
  const functions = new Map<number, { definition: Definition; listener: Listener }>()
  for (const definition of definitions(module)) {
    const listener = listeners.listen(definition)
    if (listener !== undefined) functions.set(definition.index, { definition, listener })
  }
  const growth = module.memories.length > 0 ? listeners.growth?.(module) : undefined
  return functions.size === 0 && growth === undefined
    ? undefined
    : { module: module.names.module ?? '', functions, growth }
}
