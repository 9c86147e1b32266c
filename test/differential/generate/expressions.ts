// Expressions: code that leaves one value. All instructions with a fixed signature come from the engine's own table;
// the rest have a form here.
//
// What NaN bits arithmetic leaves is for an engine to choose, so they must not decide anything. In one half of
// the modules the value of each arithmetic instruction is made canonical; the others do it only where the bits of a
// float come to light, so that NaNs are really computed with.
import { supported } from '#src/wasm/features.js'
import { type InstructionName, type Row, rows } from '#src/wasm/ops/index.js'
import { isRef, type RefType, sameType, type ValueType } from '#src/wasm/types.js'
import { u } from '../../unit/wasm/bytes.js'
import { constantBytes } from './constants.js'
import { anyTypes } from './shape.js'
import { typeByte, type Writer } from './writer.js'

/** Instructions that both engines know: of those behind a prefix, only conversions and bulk operations. */
const usable = rows.filter(({ signature, feature, code }) => {
  const prefix = code >>> 16
  return signature !== undefined && (prefix === 0 || prefix === 0xfc) && (!feature || supported.has(feature))
})

const producing = (type: ValueType, test: (row: Row) => boolean): readonly Row[] =>
  usable.filter(row => row.signature!.results[0] === type && test(row))

const isPure = ({ immediates }: Row) => immediates.length === 0
const isLoad = ({ effect, immediates }: Row) => effect === 'load' && immediates[0] === 'memarg'

/** Instructions without immediates, by what they make. */
export const computing: Map<ValueType, readonly Row[]> = new Map<ValueType, readonly Row[]>()
const loading = new Map<ValueType, readonly Row[]>()
for (const type of ['i32', 'i64', 'f32', 'f64'] as const) {
  computing.set(type, producing(type, isPure))
  loading.set(type, producing(type, isLoad))
}

/** Whose NaN bits are for the engine to choose. */
const arithmetic =
  /^f(32|64)\.(add|sub|mul|div|sqrt|min|max|ceil|floor|trunc|nearest|promote_f32|demote_f64)$/
/** Which show the bits of their last operand. */
const showing = /reinterpret_f|copysign|^f(32|64)\.store/

const isFloat = (type: ValueType | undefined): type is 'f32' | 'f64' => type === 'f32' || type === 'f64'

function veil(writer: Writer, type: ValueType | undefined): void {
  if (isFloat(type)) writer.op('call', u(writer.shape.veils[type]))
}

/** Writes an instruction whose operands are on the stack. */
export function apply(writer: Writer, { name, signature }: Row, ...immediates: readonly number[][]): void {
  const { regime } = writer.shape
  if (regime === 'canonical when seen' && showing.test(name)) veil(writer, signature!.params.at(-1))
  writer.op(name as InstructionName, ...immediates)
  if (regime === 'canonical when made' && arithmetic.test(name)) veil(writer, signature!.results[0])
}

/** Alignment and offset for an access of that width. */
export function memarg({ random }: Writer, width: number): number[] {
  const offset = random.once(12)
    ? random.pick([65535, 65536, 131070, 2 ** 31, 2 ** 32 - 1])
    : random.below(64)
  return [random.below(Math.log2(width) + 1), ...u(offset)]
}

/** An address: mostly within the memory. */
export function address(writer: Writer): void {
  writer.value('i32')
  if (writer.random.once(12)) return
  writer.i32(writer.random.pick([0xff, 0xfff, 0xfffc, 0xffff]))
  writer.op('i32.and')
}

function leaf(writer: Writer, type: ValueType): void {
  const { random, shape, locals } = writer
  const local = random.below(locals.length + 1)
  const found = locals.findIndex((other, i) => i >= local && sameType(other, type))
  if (found >= 0 && !random.once(4)) return writer.get(found)
  const globals = shape.globals.flatMap((global, i) => (sameType(global.type, type) ? [i] : []))
  if (globals.length > 0 && random.once(3)) return writer.op('global.get', u(random.pick(globals)))
  writer.bytes.push(...constantBytes(shape, type))
}

function compute(writer: Writer, type: ValueType): void {
  const row = writer.random.pick(computing.get(type)!)
  writer.values(row.signature!.params)
  apply(writer, row)
}

function load(writer: Writer, type: ValueType): void {
  const row = writer.random.pick(loading.get(type)!)
  address(writer)
  apply(writer, row, memarg(writer, row.width))
}

function tee(writer: Writer, type: ValueType): void {
  const fitting = writer.free.filter(i => sameType(writer.locals[i]!, type))
  if (fitting.length === 0) return leaf(writer, type)
  writer.value(type)
  writer.op('local.tee', u(writer.random.pick(fitting)))
}

function select(writer: Writer, type: ValueType): void {
  writer.values([type, type, 'i32'])
  if (isRef(type) || writer.random.once(4)) writer.op('select t', [1, typeByte(type)])
  else writer.op('select')
}

/** A block whose only result is the value. */
function block(writer: Writer, type: ValueType): void {
  const { random } = writer
  const from = random.once(3) ? anyTypes(random, 2) : []
  writer.values(from)
  writer.forms.sequence(writer, from, [type])
}

/** The value goes on where the branch is not taken. */
function branchIf(writer: Writer, type: ValueType): void {
  const targets = writer.labels.flatMap((types, i) =>
    types.length === 1 && sameType(types[0]!, type) ? [i] : [],
  )
  if (targets.length === 0) return compute(writer, type)
  writer.values([type, 'i32'])
  writer.op('br_if', writer.label(writer.random.pick(targets)))
}

function call(writer: Writer, type: ValueType): void {
  const { functions } = writer.shape
  const fitting = functions.flatMap(({ results }, i) =>
    results.length === 1 && sameType(results[0]!, type) ? [i] : [],
  )
  if (fitting.length === 0) return leaf(writer, type)
  callFunction(writer, writer.random.pick(fitting))
}

/** Leaves all results. */
export function callFunction(writer: Writer, index: number): void {
  const { shape, random } = writer
  const { params, results } = shape.functions[index]!
  writer.values(params)
  if (!random.once(3)) return writer.op('call', u(index))
  writer.value('i32')
  if (!random.once(8)) {
    writer.i32(random.pick([1, 3, 7]))
    writer.op('i32.and')
  }
  writer.op('call_indirect', u(shape.typeIndex(params, results)), [0])
}

function tableOf(writer: Writer, type: RefType): number {
  const fitting = writer.shape.tables.flatMap(({ element }, i) => (sameType(element, type) ? [i] : []))
  return fitting.length === 0 ? -1 : writer.random.pick(fitting)
}

/** An index into a table, mostly within. */
export function tableIndex(writer: Writer): void {
  writer.value('i32')
  if (writer.random.once(10)) return
  writer.i32(writer.random.pick([1, 3, 7]))
  writer.op('i32.and')
}

function reference(writer: Writer, type: RefType): void {
  const table = tableOf(writer, type)
  if (table < 0) return leaf(writer, type)
  tableIndex(writer)
  writer.op('table.get', u(table))
}

/** Questions about memory and tables, and their growing. */
function size(writer: Writer): void {
  const { random, shape } = writer
  const table = random.below(shape.tables.length)
  const kind = random.below(5)
  if (kind === 0) return writer.op('memory.size', [0])
  if (kind === 1) return writer.op('table.size', u(table))
  if (kind === 2) {
    writer.value(random.pick(shape.tables).element)
    return writer.op('ref.is_null')
  }
  if (kind === 3) writer.value(shape.tables[table]!.element)
  writer.i32(random.pick([0, 0, 1, 1, 2, 100, -1]))
  if (kind === 3) writer.op('table.grow', u(table))
  else writer.op('memory.grow', [0])
}

type Form = (writer: Writer, type: ValueType) => void

/** Forms by how often they are taken. */
const forms: readonly Form[] = [
  ...[leaf, leaf, leaf, compute, compute, compute, compute, compute, compute, compute],
  ...[load, load, load, tee, select, block, branchIf, call, call],
]

export function value(writer: Writer, type: ValueType): void {
  const { random } = writer
  writer.budget--
  if (writer.budget < 0 || writer.depth > 10) return leaf(writer, type)
  writer.depth++
  const form = random.pick(forms)
  if (isRef(type)) (random.once(2) ? reference : random.pick([leaf, tee, select, block, call]))(writer, type)
  else if (type === 'i32' && random.once(20)) size(writer)
  else form(writer, type)
  writer.depth--
}

/** Many operations in one expression, nested to the left or to the right. */
export function chain(writer: Writer, type: 'i32' | 'i64' | 'f64', length: number): void {
  const { random } = writer
  const operations = computing
    .get(type)!
    .filter(({ signature }) => signature!.params.every(param => param === type))
  const binary = operations.filter(
    ({ signature, effect }) => signature!.params.length === 2 && effect === 'none',
  )
  const toTheRight = random.once(2)
  leaf(writer, type)
  for (let i = 0; i < length; i++) {
    leaf(writer, type)
    if (!toTheRight) apply(writer, random.pick(binary))
  }
  if (toTheRight) for (let i = 0; i < length; i++) apply(writer, random.pick(binary))
}
