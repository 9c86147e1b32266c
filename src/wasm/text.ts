// Types and instructions as text, in the words of the text format: for messages and dumps.

import { type Catch, type Instruction, InstructionReader } from './binary/instructions.js'
import type { Module } from './module.js'
import type { Immediate } from './ops/index.js'
import type {
  CompositeType,
  FieldType,
  FuncType,
  GlobalType,
  HeapType,
  MemoryType,
  RefType,
  StorageType,
  TableType,
  ValueType,
} from './types.js'

/** Null references of these heap types have names of their own, like nullref. */
const bottoms: Readonly<Record<string, string>> = {
  none: 'nullref',
  nofunc: 'nullfuncref',
  noextern: 'nullexternref',
  noexn: 'nullexnref',
}

const showHeap = (heap: HeapType): string => String(heap)

const showRef = ({ nullable, heap }: RefType): string =>
  nullable && typeof heap === 'string'
    ? (bottoms[heap] ?? `${heap}ref`)
    : `(ref ${nullable ? 'null ' : ''}${showHeap(heap)})`

/** `i32`, `funcref`, `(ref null 3)` */
export const showType = (type: StorageType): string => (typeof type === 'string' ? type : showRef(type))

/** `[i32 i64]` */
export const showTypes = (types: readonly ValueType[]): string => `[${types.map(showType).join(' ')}]`

/** `[i32 i64] -> [f32]` */
export const showFuncType = (type: Pick<FuncType, 'params' | 'results'>): string =>
  `${showTypes(type.params)} -> ${showTypes(type.results)}`

const showField = ({ type, mutable }: FieldType): string =>
  mutable ? `(mut ${showType(type)})` : showType(type)

/** `(func [i32] -> [])`, `(struct i8 (mut i32))`, `(array f32)` */
export function showComposite(type: CompositeType): string {
  if (type.kind === 'func') return `(func ${showFuncType(type)})`
  if (type.kind === 'array') return `(array ${showField(type.field)})`
  return `(struct${type.fields.map(field => ' ' + showField(field)).join('')})`
}

const showLimits = ({ limits, address }: TableType | MemoryType): string =>
  `${address === 'i64' ? 'i64 ' : ''}${limits.min}${limits.max === undefined ? '' : ' ' + limits.max}`

/** `1 2 shared` */
export const showMemoryType = (type: MemoryType): string => showLimits(type) + (type.shared ? ' shared' : '')

/** `10 20 funcref` */
export const showTableType = (type: TableType): string => `${showLimits(type)} ${showType(type.element)}`

/** `(mut i32)` */
export const showGlobalType = (type: GlobalType): string => showField(type)

const floats = new DataView(new ArrayBuffer(8))

/** A float by its value; a NaN by its bits. */
function showFloat(value: number, bits: bigint): string {
  if (Number.isNaN(value)) return `nan:0x${bits.toString(16)}`
  return Object.is(value, -0) ? '-0' : String(value)
}

/** An f32 by its bits, as the text format has it. */
export function showF32(low: number): string {
  floats.setInt32(0, low)
  return showFloat(floats.getFloat32(0), BigInt(low >>> 0))
}

/** An f64 by its bits, as the text format has it. */
export function showF64(low: number, high: number): string {
  floats.setInt32(0, high)
  floats.setInt32(4, low)
  return showFloat(floats.getFloat64(0), floats.getBigUint64(0))
}

/** An i64 by its words, as the text format has it. */
export const showI64 = (low: number, high: number): string =>
  ((BigInt(high) << 32n) | BigInt(low >>> 0)).toString()

const showMemarg = ({ index, offset, align }: Instruction): string =>
  [index === 0 ? '' : index, offset === 0 ? '' : `offset=${offset}`, `align=${2 ** align}`]
    .filter(part => part !== '')
    .join(' ')

const showBlockType = ({ blockType }: Instruction): string =>
  blockType.params.length + blockType.results.length === 0 ? '' : showFuncType(blockType)

const showCatch = ({ kind, tag, label }: Catch): string => `(${kind} ${tag} ${label})`

type Show = (instruction: Instruction) => string

const index: Show = instruction => String(instruction.index)
const lanes: Show = instruction => instruction.lanes.join(' ')

// biome-ignore format: a table
const immediates: { readonly [Kind in Immediate]: Show } = {
  local:         index,
  global:        index,
  function:      index,
  type:          index,
  table:         index,
  memory:        index,
  data:          index,
  element:       index,
  tag:           index,
  label:         index,
  field:         index,
  count:         index,
  labels:        ({ labels }) => labels.join(' '),
  'block type':  showBlockType,
  'value types': ({ types }) => showTypes(types),
  'heap type':   ({ heap }) => showHeap(heap),
  memarg:        showMemarg,
  lane:          ({ lane }) => String(lane),
  lanes,
  cast:          ({ index, from, to }) => `${index} ${showRef(from)} ${showRef(to)}`,
  catches:       ({ catches }) => catches.map(showCatch).join(' '),
  order:         () => '',
  i32:           ({ low }) => String(low),
  i64:           ({ low, high }) => showI64(low, high),
  f32:           ({ low }) => showF32(low),
  f64:           ({ low, high }) => showF64(low, high),
  v128:          lanes,
}

/** `i32.const 42`, `i64.load offset=8 align=8` */
export function showInstruction(instruction: Instruction): string {
  const { row } = instruction
  const parts = row.immediates.map((kind, place) =>
    place === 1 && immediates[kind] === index ? String(instruction.index2) : immediates[kind](instruction),
  )
  return [row.name, ...parts.filter(part => part !== '')].join(' ')
}

/**
 * An instruction of a body: its text, indented by the blocks around it, and its byte offset in the module.
 */
export interface Line {
  readonly at: number
  readonly text: string
}

const closes: ReadonlySet<string> = new Set(['end', 'else', 'catch', 'catch_all', 'delegate'])
const goesOn: ReadonlySet<string> = new Set(['else', 'catch', 'catch_all'])

/** The body with this number among those that the module defines, an instruction on each line. */
export function showBody(module: Module, number: number): Line[] {
  const { locals, start, end } = module.bodies[number]!
  const lines: Line[] = locals.map(({ count, type }) => ({
    at: start,
    text: `local ${count} ${showType(type)}`,
  }))
  const reader = new InstructionReader(module)
  reader.position = start
  let depth = 0
  while (reader.position < end) {
    const instruction = reader.next()
    const { name, immediates: kinds } = instruction.row
    if (closes.has(name)) depth--
    lines.push({
      at: instruction.at,
      text: `${'  '.repeat(Math.max(depth, 0))}${showInstruction(instruction)}`,
    })
    if (kinds[0] === 'block type' || goesOn.has(name)) depth++
  }
  return lines
}
