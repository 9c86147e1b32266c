// Linking: what is imported must match what the module declares (chapter 4.5.3 of the standard). Sizes are
// those of the moment, not the declared ones. The result has the imports sorted into the index spaces they
// begin.

import type { Program } from '../../codegen/index.js'
import { LinkError } from '../wasm/errors.js'
import { funcType, type Import } from '../wasm/module.js'
import { quoted } from '../wasm/printable.js'
import { showFuncType, showGlobalType, showMemoryType, showTableType } from '../wasm/text.js'
import { type ExternType, type Limits, sameType } from '../wasm/types.js'
import type { Func } from './func.js'
import type { Global } from './global.js'
import type { Memory } from './memory.js'
import type { Table } from './table.js'
import type { Tag } from './tag.js'

/** Something that can be imported and exported. */
export type Extern =
  | { readonly kind: 'func'; readonly value: Func }
  | { readonly kind: 'table'; readonly value: Table }
  | { readonly kind: 'memory'; readonly value: Memory }
  | { readonly kind: 'global'; readonly value: Global }
  | { readonly kind: 'tag'; readonly value: Tag }

/** The index spaces of an instance. */
export interface Spaces {
  readonly functions: Func[]
  readonly tables: Table[]
  readonly memories: Memory[]
  readonly globals: Global[]
  readonly tags: Tag[]
}

const name = ({ module, name }: Import): string => `${quoted(module)} ${quoted(name)}`

/** Rejects an import of which nothing is there. */
export function unknownImport(entry: Import, detail: string): never {
  throw new LinkError(`unknown import: ${name(entry)}: ${detail}`)
}

/** Rejects an import that is something else than declared. */
export function incompatible(entry: Import, detail: string): never {
  throw new LinkError(`incompatible import type: ${name(entry)}: ${detail}`)
}

const limitsText = ({ min, max }: Limits): string =>
  max === undefined ? `${min} or more` : `${min} to ${max}`

/** Why a size with the limit `max` does not fit, or nothing. */
function limitsFault(size: number, max: number | undefined, declared: Limits): string | undefined {
  const fits = size >= declared.min && (declared.max === undefined || (max ?? Infinity) <= declared.max)
  return fits ? undefined : `size ${limitsText({ min: size, max })}, but ${limitsText(declared)} declared`
}

type Fault<Kind> = (
  actual: Extract<Extern, { kind: Kind }>['value'],
  declared: Extract<ExternType, { kind: Kind }>['type'],
  program: Program,
) => string | undefined

const typeFault: Fault<'func' | 'tag'> = ({ type, typeId }, declared, { facts, module }) => {
  if (typeId === facts.typeIds[declared]) return undefined
  return `a function of type ${showFuncType(type)}, but ${showFuncType(funcType(module, declared))} declared`
}

const tableFault: Fault<'table'> = ({ type, size }, declared) => {
  if (!sameType(type.element, declared.element) || type.address !== declared.address) {
    return `a table of type ${showTableType(type)}, but ${showTableType(declared)} declared`
  }
  return limitsFault(size, type.limits.max, declared.limits)
}

const memoryFault: Fault<'memory'> = ({ type, pages }, declared) => {
  if (type.shared !== declared.shared || type.address !== declared.address) {
    return `a memory of type ${showMemoryType(type)}, but ${showMemoryType(declared)} declared`
  }
  return limitsFault(pages, type.limits.max, declared.limits)
}

const globalFault: Fault<'global'> = ({ type }, declared) => {
  if (type.mutable === declared.mutable && sameType(type.type, declared.type)) return undefined
  return `a global of type ${showGlobalType(type)}, but ${showGlobalType(declared)} declared`
}

function fault({ kind, value }: Extern, { type }: Import, program: Program): string | undefined {
  if (kind === 'func' && type.kind === 'func') return typeFault(value, type.type, program)
  if (kind === 'tag' && type.kind === 'tag') return typeFault(value, type.type, program)
  if (kind === 'table' && type.kind === 'table') return tableFault(value, type.type, program)
  if (kind === 'memory' && type.kind === 'memory') return memoryFault(value, type.type, program)
  if (kind === 'global' && type.kind === 'global') return globalFault(value, type.type, program)
  return `a ${kind}, but a ${type.kind} declared`
}

function add(spaces: Spaces, { kind, value }: Extern): void {
  if (kind === 'func') spaces.functions.push(value)
  else if (kind === 'table') spaces.tables.push(value)
  else if (kind === 'memory') spaces.memories.push(value)
  else if (kind === 'global') spaces.globals.push(value)
  else spaces.tags.push(value)
}

/** Whether it belongs to the guest of a pool, who must not be seen by others when the next request has it. */
const isLent = ({ kind, value }: Extern): boolean =>
  kind === 'memory' ? value.shown !== undefined : (kind === 'table' || kind === 'global') && value.isLent

/** The beginnings of the index spaces: `externs` are the module's imports, in order. */
export function link(program: Program, externs: readonly Extern[]): Spaces {
  const spaces: Spaces = { functions: [], tables: [], memories: [], globals: [], tags: [] }
  program.module.imports.forEach((entry, i) => {
    const extern = externs[i]
    if (extern === undefined) unknownImport(entry, 'not given')
    const found = fault(extern, entry, program)
    if (found !== undefined) incompatible(entry, found)
    if (isLent(extern)) incompatible(entry, `the ${extern.kind} belongs to the guest of a pool`)
    add(spaces, extern)
  })
  return spaces
}
