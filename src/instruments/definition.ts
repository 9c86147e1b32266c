// What can be known of a function before it runs: where it comes from, its names, its type. By this an
// embedder says which functions it listens to, and a log how it shows them.

import { readLocalNames } from '../wasm/binary/custom.js'
import { funcType, type Module } from '../wasm/module.js'
import type { FuncType } from '../wasm/types.js'

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
