// The sections of a module (chapter 5.5 of the standard): one function reads the content of each into the
// draft of the module. Counts are promises of the input: nothing is allocated before the bytes that fill it
// are read.

import { fail } from '../errors.js'
import { checkLimit, type limits } from '../limits.js'
import type {
  Body,
  DataSegment,
  ElementSegment,
  Export,
  Expression,
  Global,
  Import,
  LocalRun,
  SegmentMode,
  Table,
} from '../module.js'
import {
  type ExternKind,
  funcref,
  type MemoryType,
  type RecursionGroup,
  type RefType,
  type SubType,
} from '../types.js'
import {
  readExternType,
  readGlobalType,
  readMemoryType,
  readSubType,
  readTableType,
  readTag,
} from './definitions.js'
import { InstructionReader } from './instructions.js'
import type { Reader } from './reader.js'
import { readRefType, readValueType } from './types.js'

/** A module while it is read. */
export class Draft {
  readonly types: SubType[] = []
  readonly groups: RecursionGroup[] = []
  readonly imports: Import[] = []
  readonly functions: number[] = []
  readonly tables: Table[] = []
  readonly memories: MemoryType[] = []
  readonly globals: Global[] = []
  readonly tags: number[] = []
  readonly exports: Export[] = []
  start: number | undefined
  readonly elements: ElementSegment[] = []
  readonly data: DataSegment[] = []
  dataCount: number | undefined
  readonly bodies: Body[] = []
  /** How many functions the function section declares. */
  declared = 0
  /** Where the content of each section begins. */
  readonly sections: number[] = new Array(14).fill(0)
  private readonly code: InstructionReader

  constructor(private readonly reader: Reader) {
    this.code = new InstructionReader({ bytes: reader.bytes, types: this.types, features: reader.features })
  }

  /** A constant expression, up to the `end` that closes no block. */
  expression(): Expression {
    const { reader, code } = this
    const start = reader.position
    code.position = start
    code.limit = reader.limit
    for (let open = 1; open > 0; ) {
      const { row } = code.next()
      if (row.name === 'end') open--
      else if (row.immediates[0] === 'block type') open++
    }
    reader.position = code.position
    return { start, end: code.position }
  }
}

type Section = (reader: Reader, draft: Draft) => void

/** Calls `read` as often as the count at `position` says. */
function each(reader: Reader, what: keyof typeof limits, read: () => void): void {
  const at = reader.position
  const count = reader.u32()
  checkLimit(what, count, at)
  for (let i = 0; i < count; i++) read()
}

const readTypes: Section = (reader, { types, groups }) =>
  each(reader, 'types', () => {
    const at = reader.position
    const start = types.length
    if (reader.peek() === 0x4e) {
      reader.need('gc', 'recursion group', at)
      reader.position++
      each(reader, 'types', () => types.push(readSubType(reader)))
    } else types.push(readSubType(reader))
    checkLimit('types', types.length, at)
    groups.push({ start, length: types.length - start })
  })

function addImport(entry: Import, draft: Draft): void {
  const { type } = entry
  draft.imports.push(entry)
  if (type.kind === 'func') draft.functions.push(type.type)
  else if (type.kind === 'table') draft.tables.push({ type: type.type, init: undefined })
  else if (type.kind === 'memory') draft.memories.push(type.type)
  else if (type.kind === 'global') draft.globals.push({ type: type.type, init: undefined })
  else draft.tags.push(type.type)
}

const readImports: Section = (reader, draft) =>
  each(reader, 'imports', () => {
    const module = reader.name()
    const name = reader.name()
    addImport({ module, name, type: readExternType(reader) }, draft)
  })

const readFunctions: Section = (reader, draft) => {
  each(reader, 'functions', () => draft.functions.push(reader.u32()))
  draft.declared = draft.functions.length - draft.imports.filter(({ type }) => type.kind === 'func').length
  checkLimit('functions', draft.functions.length, reader.position)
}

/** A table that is not filled with null writes 0x40 0x00 before its type and an expression after it. */
function readTable(reader: Reader, draft: Draft): Table {
  const at = reader.position
  if (reader.peek() !== 0x40) return { type: readTableType(reader), init: undefined }
  reader.need('function-references', 'table with an initial value', at)
  reader.position++
  if (reader.byte() !== 0) fail('zero byte expected', at + 1)
  const type = readTableType(reader)
  return { type, init: draft.expression() }
}

const readTables: Section = (reader, draft) =>
  each(reader, 'tables', () => draft.tables.push(readTable(reader, draft)))

const readMemories: Section = (reader, draft) =>
  each(reader, 'memories', () => draft.memories.push(readMemoryType(reader)))

const readTags: Section = (reader, draft) => each(reader, 'tags', () => draft.tags.push(readTag(reader)))

const readGlobals: Section = (reader, draft) =>
  each(reader, 'globals', () => {
    const type = readGlobalType(reader)
    draft.globals.push({ type, init: draft.expression() })
  })

const exportKinds: readonly ExternKind[] = ['func', 'table', 'memory', 'global', 'tag']

const readExports: Section = (reader, draft) =>
  each(reader, 'exports', () => {
    const name = reader.name()
    const kind = exportKinds[reader.byte()] ?? fail('malformed export kind', reader.position - 1)
    draft.exports.push({ name, kind, index: reader.u32() })
  })

const readStart: Section = (reader, draft) => {
  draft.start = reader.u32()
}

/** A segment of function indices names no type, or writes this. */
function readElementKind(reader: Reader): RefType {
  if (reader.byte() !== 0) fail('malformed element kind', reader.position - 1)
  return functions
}

const functions: RefType = { nullable: false, heap: 'func' }

/** Bit 0: not active. Bit 1: declarative, or active with a table index. Bit 2: items are expressions. */
function readElement(reader: Reader, draft: Draft): ElementSegment {
  const at = reader.position
  const flags = reader.u32()
  if (flags > 7) fail('malformed elements segment kind', at)
  if (flags !== 0) reader.need('bulk-memory', 'element segment', at)
  const mode = readElementMode(reader, draft, flags)
  const byIndex = (flags & 4) === 0
  const typed = (flags & 3) !== 0
  const type = byIndex ? (typed ? readElementKind(reader) : functions) : typed ? readRefType(reader) : funcref
  const items: (number | Expression)[] = []
  for (let left = reader.count(); left > 0; left--) items.push(byIndex ? reader.u32() : draft.expression())
  return { type, mode, items: items as number[] | Expression[], at }
}

function readElementMode(reader: Reader, draft: Draft, flags: number): SegmentMode {
  if (flags & 1) return { kind: flags & 2 ? 'declarative' : 'passive' }
  const index = flags & 2 ? reader.u32() : 0
  return { kind: 'active', index, offset: draft.expression() }
}

const readElements: Section = (reader, draft) =>
  each(reader, 'element segments', () => draft.elements.push(readElement(reader, draft)))

const readDataCount: Section = (reader, draft) => {
  reader.need('bulk-memory', 'data count section', reader.position)
  draft.dataCount = reader.u32()
}

/** Runs of locals of one type. Empty runs are dropped, so that all of them together are bounded. */
function readLocals(reader: Reader): readonly LocalRun[] {
  let runs = noLocals as LocalRun[]
  let total = 0
  for (let left = reader.u32(); left > 0; left--) {
    const at = reader.position
    const count = reader.u32()
    const type = readValueType(reader)
    total += count
    checkLimit('locals', total, at)
    if (count === 0) continue
    if (runs === noLocals) runs = []
    runs.push({ count, type })
  }
  return runs
}

const noLocals: readonly LocalRun[] = []

/** A body's code stays unread: validation reads it. */
function readBody(reader: Reader): Body {
  const at = reader.position
  const size = reader.length()
  const end = reader.position + size
  const { limit } = reader
  checkLimit('function bytes', size, at)
  reader.limit = end
  const locals = readLocals(reader)
  const start = reader.position
  reader.limit = limit
  reader.position = end
  return { locals, start, end }
}

const readCode: Section = (reader, draft) => {
  const at = reader.position
  each(reader, 'functions', () => {
    if (draft.bodies.length < draft.declared) draft.bodies.push(readBody(reader))
    else inconsistentFunctions(at)
  })
}

export const inconsistentFunctions = (at: number): never =>
  fail('function and code section have inconsistent lengths', at)

function readDataSegment(reader: Reader, draft: Draft): DataSegment {
  const at = reader.position
  const flags = reader.u32()
  if (flags > 2) fail('malformed data segment kind', at)
  if (flags === 1) reader.need('bulk-memory', 'passive data segment', at)
  const index = flags === 2 ? reader.u32() : 0
  const mode: SegmentMode =
    flags === 1 ? { kind: 'passive' } : { kind: 'active', index, offset: draft.expression() }
  const size = reader.count()
  const start = reader.position
  reader.position = start + size
  return { mode, start, end: start + size, at }
}

const readData: Section = (reader, draft) =>
  each(reader, 'data segments', () => draft.data.push(readDataSegment(reader, draft)))

/** The sections by their numbers, with their place in the order of a module. */
// biome-ignore format: a table
export const sectionReaders: readonly ({ readonly read: Section; readonly order: number } | undefined)[] = [
  undefined, // custom sections, which may stand anywhere
  { read: readTypes,     order: 1 },
  { read: readImports,   order: 2 },
  { read: readFunctions, order: 3 },
  { read: readTables,    order: 4 },
  { read: readMemories,  order: 5 },
  { read: readGlobals,   order: 7 },
  { read: readExports,   order: 8 },
  { read: readStart,     order: 9 },
  { read: readElements,  order: 10 },
  { read: readCode,      order: 12 },
  { read: readData,      order: 13 },
  { read: readDataCount, order: 11 },
  { read: readTags,      order: 6 },
]
