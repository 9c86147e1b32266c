// Reads what a module imports out of the import object: one `Get` for each, in order, and for each kind of
// import what JavaScript may give for it. Whether types match is not asked here but when everything has
// been read.

import type { ExportWrapper } from '../../codegen/boundary/index.js'
import type { Program } from '../../codegen/index.js'
import { Global as Box } from '../instance/global.js'
import { type Extern, incompatible, unknownImport } from '../instance/link.js'
import { memories } from '../instance/registry.js'
import { toWords, type Words } from '../instance/values.js'
import { funcOf, hostFunc, wrapperOf } from '../instance/wrapper.js'
import { funcType, type Import } from '../wasm/module.js'
import { quoted } from '../wasm/printable.js'
import type { ExternType, GlobalType } from '../wasm/types.js'
import { isObject } from './convert.js'
import { Global, globals } from './global.js'
import { Memory } from './memory.js'
import { Table, tables } from './table.js'

/** One import that is being read. */
interface Reading {
  readonly program: Program
  readonly entry: Import
  /** Its number among the module's functions, if it is one. */
  readonly index: number
  readonly value: unknown
}

function reject({ entry, value }: Reading, wanted: string): never {
  if (value === undefined) unknownImport(entry, `${wanted} is required`)
  return incompatible(entry, `${wanted} is required`)
}

function readFunc(reading: Reading, typeIndex: number): Extern {
  const { program, index, value } = reading
  if (typeof value !== 'function') return reject(reading, 'a function')
  const known = funcOf(value)
  if (known !== undefined) return { kind: 'func', value: known }
  const type = funcType(program.module, typeIndex)
  const typeId = program.facts.typeIds[typeIndex]!
  const host = value as (...values: unknown[]) => unknown
  return { kind: 'func', value: hostFunc({ type, typeId, index }, host) }
}

/** The words of a plain value given for a global. */
function plainWords(reading: Reading, { type }: GlobalType): Words {
  const { value } = reading
  if (type === 'v128') return reject(reading, 'a WebAssembly.Global')
  if (type === 'i64' && typeof value !== 'bigint') return reject(reading, 'a BigInt or WebAssembly.Global')
  if (typeof type === 'string' && type !== 'i64' && typeof value !== 'number') {
    return reject(reading, 'a number or WebAssembly.Global')
  }
  try {
    return toWords(value, type)
  } catch {
    return reject(reading, 'a null, exported function or WebAssembly.Global')
  }
}

function readGlobal(reading: Reading, type: GlobalType): Extern {
  const known = globals.find(reading.value)
  if (known !== undefined) return { kind: 'global', value: known }
  const constant = { type: type.type, mutable: false }
  return { kind: 'global', value: new Box(constant, plainWords(reading, type)) }
}

function readOne(reading: Reading, type: ExternType): Extern {
  const { value } = reading
  if (type.kind === 'func') return readFunc(reading, type.type)
  if (type.kind === 'global') return readGlobal(reading, type.type)
  if (type.kind === 'table') {
    return { kind: 'table', value: tables.find(value) ?? reject(reading, 'a WebAssembly.Table') }
  }
  if (type.kind === 'memory') {
    return { kind: 'memory', value: memories.find(value) ?? reject(reading, 'a WebAssembly.Memory') }
  }
  return reject(reading, 'a tag')
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(importObject: Fields, name: string): Fields {
  const fields = importObject[name]
  if (isObject(fields)) return fields as Fields
  throw new TypeError(`the import object has no object ${quoted(name)}`)
}

/** What the import object gives for each import of a module. */
export function readImports(program: Program, importObject: object | undefined): readonly Extern[] {
  const { module } = program
  if (module.imports.length === 0) return []
  if (importObject === undefined)
    throw new TypeError('the module has imports, so an import object is required')
  let functions = 0
  return module.imports.map(entry => {
    const value = fieldsOf(importObject as Fields, entry.module)[entry.name]
    const index = entry.type.kind === 'func' ? functions++ : 0
    return readOne({ program, entry, index, value }, entry.type)
  })
}

/** What JavaScript sees of something that is exported. */
export type ExportValue = ExportWrapper | Global | Memory | Table

export function toObject({ kind, value }: Extern): ExportValue {
  if (kind === 'func') return wrapperOf(value)
  if (kind === 'table') return tables.objectFor(value, Table.prototype) as Table
  if (kind === 'memory') return memories.objectFor(value, Memory.prototype) as Memory
  if (kind === 'global') return globals.objectFor(value, Global.prototype) as Global
  throw new TypeError('tags are not supported (exceptions)')
}
