// What a module asks of the outside. A module of ours tells the types of its imports; one of the host's own
// engine is asked by way of its class, and tells no types unless that engine has them (type reflection).

import { programs } from '../src/instance/registry.js'
import { LinkError } from '../src/wasm/errors.js'
import { funcType, type Module } from '../src/wasm/module.js'
import { printable } from '../src/wasm/printable.js'
import { showFuncType, showGlobalType, showMemoryType, showTableType } from '../src/wasm/text.js'
import type { ExternType, FuncType, ValueType } from '../src/wasm/types.js'
import { type Imports, ownImport } from './object.js'

/** One import that a module asks for. */
export interface Wanted {
  readonly module: string
  readonly name: string
  readonly kind: string
  /** The type of a function, if it is known. */
  readonly type: FuncType | undefined
  /** The type as text; the kind, if it is not known. */
  readonly text: string
}

function textOf(type: ExternType, module: Module): string {
  if (type.kind === 'func') return showFuncType(funcType(module, type.type))
  if (type.kind === 'table') return `table ${showTableType(type.type)}`
  if (type.kind === 'memory') return `memory ${showMemoryType(type.type)}`
  return type.kind === 'global' ? `global ${showGlobalType(type.type)}` : 'tag'
}

/** The imports of a decoded module. */
export const wantedByDecoded = (decoded: Module): readonly Wanted[] =>
  decoded.imports.map(({ module, name, type }) => ({
    ...{ module, name, text: textOf(type, decoded) },
    kind: type.kind === 'func' ? 'function' : type.kind,
    type: type.kind === 'func' ? funcType(decoded, type.type) : undefined,
  }))

/** What the host's engine says of an import. */
interface Descriptor {
  readonly module: string
  readonly name: string
  readonly kind: string
  readonly type?: { readonly parameters: readonly ValueType[]; readonly results: readonly ValueType[] }
}

interface ModuleClass {
  readonly imports?: (module: object) => readonly Descriptor[]
}

function wantedByDescriptor({ module, name, kind, type }: Descriptor): Wanted {
  const known = kind === 'function' && type?.parameters !== undefined
  const func = known ? ({ kind: 'func', params: type.parameters, results: type.results } as const) : undefined
  return { module, name, kind, type: func, text: func ? showFuncType(func) : kind }
}

/** The imports of a compiled module, ours or the host's. */
export function wantedBy(module: object): readonly Wanted[] {
  const program = programs.find(module)
  if (program !== undefined) return wantedByDecoded(program.module)
  const { imports } = module.constructor as ModuleClass
  if (typeof imports !== 'function') throw new TypeError('not a WebAssembly.Module')
  return imports(module).map(wantedByDescriptor)
}

/** What a module asks for and an import object does not give. Of what it inherits nothing counts. */
export const missing = (module: object, imports: Imports): readonly Wanted[] =>
  wantedBy(module).filter(wanted => ownImport(imports, wanted.module, wanted.name) === undefined)

/** A LinkError that names everything that is missing, if anything is. */
export function requireImports(module: object, imports: Imports): void {
  const names = missing(module, imports).map(({ module, name, text }) =>
    printable(`${module}.${name} ${text}`),
  )
  const s = names.length === 1 ? '' : 's'
  if (names.length > 0) throw new LinkError(`unknown import${s}: ${names.join(', ')}`)
}
