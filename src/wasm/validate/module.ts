// Validates everything of a module but the bodies (chapter 3.4 of the standard): imports, index spaces,
// constant expressions, segments, start, exports. On the way it collects which functions are referred to:
// code may take references to those alone.

import { fail } from '../errors.js'
import { unsupported } from '../features.js'
import {
  type DataSegment,
  type ElementSegment,
  type Export,
  type Import,
  importedCount,
  type SegmentMode,
  sectionNumber,
} from '../module.js'
import { quoted } from '../printable.js'
import type { AddressType, ExternKind, GlobalType } from '../types.js'
import { encode } from './codes.js'
import { validateMemoryType, validateTableType, validateTags, validateTypes } from './definitions.js'
import { type Checker, validateConstant } from './function.js'
import { addressCode } from './rules/memory.js'

/** Where a section begins, for faults of which the module does not keep the place. */
const place = ({ context }: Checker, section: keyof typeof sectionNumber): number =>
  context.module.sections[sectionNumber[section]] ?? 0

/** Mutable globals could not cross the border of a module before the proposal of that name. */
function checkMutable({ context }: Checker, { mutable }: GlobalType, at: number): void {
  if (mutable && !context.module.features.has('mutable-globals')) {
    unsupported('mutable-globals', 'import or export of a mutable global', at)
  }
}

function validateImport(checker: Checker, { type }: Import, at: number): void {
  const { context } = checker
  if (type.kind === 'func') context.defined(type.type, 'func', at)
  else if (type.kind === 'memory') validateMemoryType(type.type, at)
  else if (type.kind === 'table') validateTableType(context, type.type, at)
  else if (type.kind === 'global') {
    context.checkType(type.type.type, at)
    checkMutable(checker, type.type, at)
  }
}

function validateFunctions(checker: Checker): void {
  const at = place(checker, 'functions')
  for (const type of checker.context.module.functions) checker.context.defined(type, 'func', at)
}

function validateTables(checker: Checker): void {
  const { context } = checker
  const { module } = context
  const at = place(checker, 'tables')
  if (module.tables.length > 1 && !module.features.has('reference-types')) fail('multiple tables', at)
  // Tables are filled before the module's own globals have values.
  context.globals = importedCount(module, 'global')
  for (const { type, init } of module.tables.slice(importedCount(module, 'table'))) {
    validateTableType(context, type, at)
    if (init !== undefined) validateConstant(checker, init, encode(type.element))
    else if (!type.element.nullable) fail('type mismatch: table needs an initial value', at)
  }
}

function validateMemories(checker: Checker): void {
  const { module } = checker.context
  const at = place(checker, 'memories')
  if (module.memories.length > 1 && !module.features.has('multi-memory')) fail('multiple memories', at)
  for (const type of module.memories) validateMemoryType(type, at)
}

function validateGlobals(checker: Checker): void {
  const { context } = checker
  for (const [index, { type, init }] of context.module.globals.entries()) {
    if (init === undefined) continue
    context.checkType(type.type, init.start)
    context.globals = index
    validateConstant(checker, init, encode(type.type))
  }
  context.globals = context.module.globals.length
}

function validateOffset(checker: Checker, mode: SegmentMode, address: AddressType): void {
  if (mode.kind === 'active') validateConstant(checker, mode.offset, addressCode(address))
}

function validateElement(checker: Checker, { type, mode, items, at }: ElementSegment): void {
  const { context } = checker
  context.checkHeap(type.heap, at)
  const code = encode(type)
  for (const item of items) {
    if (typeof item !== 'number') validateConstant(checker, item, code)
    else {
      context.functionType(item, at)
      context.referred[item] = 1
    }
  }
  if (mode.kind !== 'active') return
  const { element, address } = context.table(mode.index, at).type
  if (!context.matcher.ref(type, element)) fail('type mismatch: segment and table differ', at)
  validateOffset(checker, mode, address)
}

function validateData(checker: Checker, { mode, at }: DataSegment): void {
  if (mode.kind === 'active') validateOffset(checker, mode, checker.context.memory(mode.index, at).address)
}

function validateStart({ context }: Checker, start: number, at: number): void {
  const { params, results } = context.functionType(start, at)
  if (params.length > 0 || results.length > 0) fail('start function takes or returns values', at)
}

/** An index space that exports name. */
interface Space {
  readonly list: 'functions' | 'tables' | 'memories' | 'globals' | 'tags'
  readonly name: string
}

// biome-ignore format: a table
const spaces: { readonly [K in ExternKind]: Space } = {
  func:   { list: 'functions', name: 'function' },
  table:  { list: 'tables',    name: 'table' },
  memory: { list: 'memories',  name: 'memory' },
  global: { list: 'globals',   name: 'global' },
  tag:    { list: 'tags',      name: 'tag' },
}

function validateExport(checker: Checker, { kind, index }: Export, at: number): void {
  const { module, referred } = checker.context
  const { list, name } = spaces[kind]
  if (index >= module[list].length) fail(`unknown ${name} ${index}`, at)
  if (kind === 'func') referred[index] = 1
  if (kind === 'global') checkMutable(checker, module.globals[index]!.type, at)
}

function validateExports(checker: Checker): void {
  const at = place(checker, 'exports')
  const names = new Set<string>()
  for (const entry of checker.context.module.exports) {
    validateExport(checker, entry, at)
    if (names.has(entry.name)) fail(`duplicate export name ${quoted(entry.name)}`, at)
    names.add(entry.name)
  }
}

/** Validates a module, except for its bodies. */
export function validateModule(checker: Checker): void {
  const { context } = checker
  const { imports, start, elements, data } = context.module
  validateTypes(context)
  for (const entry of imports) validateImport(checker, entry, place(checker, 'imports'))
  validateTags(context)
  validateFunctions(checker)
  validateTables(checker)
  validateMemories(checker)
  validateGlobals(checker)
  for (const segment of elements) validateElement(checker, segment)
  for (const segment of data) validateData(checker, segment)
  if (start !== undefined) validateStart(checker, start, place(checker, 'start'))
  validateExports(checker)
}
