// Statements: code that leaves the stack as it was, and is there for what it does.
import { type Row, rows } from '#src/wasm/ops/index.js'
import { sameType } from '#src/wasm/types.js'
import { u } from '../../unit/wasm/bytes.js'
import { branch } from './branches.js'
import { address, apply, callFunction, chain, memarg, tableIndex } from './expressions.js'
import { deepNest, interpreter, ladder } from './ladders.js'
import { anyType, anyTypes } from './shape.js'
import type { Writer } from './writer.js'

const stores = rows.filter(
  ({ effect, immediates, feature }) =>
    effect === 'store' && immediates.join() === 'memarg' && feature === undefined,
)

function setLocal(writer: Writer): void {
  const { random, free, locals } = writer
  if (free.length === 0) return drop(writer)
  const local = random.pick(free)
  writer.value(locals[local]!)
  writer.set(local)
}

function setGlobal(writer: Writer): void {
  const { globals, fuel } = writer.shape
  const fitting = globals.flatMap(({ mutable }, i) => (mutable && i !== fuel ? [i] : []))
  if (fitting.length === 0) return drop(writer)
  const global = writer.random.pick(fitting)
  writer.value(globals[global]!.type)
  writer.op('global.set', u(global))
}

function drop(writer: Writer): void {
  writer.value(anyType(writer.random))
  writer.op('drop')
}

function store(writer: Writer): void {
  const row: Row = writer.random.pick(stores)
  address(writer)
  writer.value(row.signature!.params[1]!)
  apply(writer, row, memarg(writer, row.width))
}

/** Takes results off the stack, into locals where there are some. */
export function discard(writer: Writer, types: Writer['type']['results']): void {
  for (const type of [...types].reverse()) {
    const fitting = writer.free.filter(i => sameType(writer.locals[i]!, type))
    if (fitting.length > 0 && writer.random.once(2)) writer.set(writer.random.pick(fitting))
    else writer.op('drop')
  }
}

function call(writer: Writer): void {
  const index = writer.random.below(writer.shape.functions.length)
  callFunction(writer, index)
  discard(writer, writer.shape.functions[index]!.results)
}

function block(writer: Writer): void {
  const { random } = writer
  const [from, to] = [random.once(3) ? anyTypes(random, 3) : [], random.once(2) ? anyTypes(random, 3) : []]
  writer.values(from)
  writer.forms.sequence(writer, from, to)
  discard(writer, to)
}

/** Destination, source and length for an instruction that moves many at once. */
function range(writer: Writer, place: (writer: Writer) => void): void {
  place(writer)
  if (writer.random.once(3)) writer.i32(writer.random.below(8))
  else place(writer)
  writer.value('i32')
  writer.i32(writer.random.pick([1, 7, 15, 63]))
  writer.op('i32.and')
}

function bulkMemory(writer: Writer): void {
  const { random, shape } = writer
  const segment = u(random.below(shape.data.length))
  const kind = random.below(8)
  if (kind === 0) return writer.op('data.drop', segment)
  range(writer, address)
  if (kind < 3) writer.op('memory.init', segment, [0])
  else if (kind < 6) writer.op('memory.copy', [0], [0])
  else writer.op('memory.fill', [0])
}

function setTable(writer: Writer): void {
  const { random, shape } = writer
  const table = random.below(shape.tables.length)
  tableIndex(writer)
  writer.value(shape.tables[table]!.element)
  if (random.once(2)) return writer.op('table.set', u(table))
  writer.i32(random.below(4))
  writer.op('table.fill', u(table))
}

function bulkTable(writer: Writer): void {
  const { random, shape } = writer
  const segment = u(random.below(shape.elements.length))
  const target = random.below(shape.tables.length)
  const isFunctions = shape.tables[target]!.element.heap === 'func'
  const kind = random.below(6)
  if (kind === 0) return writer.op('elem.drop', segment)
  if (kind < 3) return setTable(writer)
  range(writer, tableIndex)
  if (kind < 5 && isFunctions) return writer.op('table.init', segment, u(target))
  const sources = shape.tables.flatMap(({ element }, i) =>
    sameType(element, shape.tables[target]!.element) ? [i] : [],
  )
  writer.op('table.copy', u(target), u(random.pick(sources)))
}

function longExpression(writer: Writer): void {
  const type = writer.random.pick(['i32', 'i64', 'f64'] as const)
  chain(writer, type, writer.random.once(4) ? writer.random.between(100, 600) : writer.random.between(3, 30))
  discard(writer, [type])
}

function nest(writer: Writer): void {
  if (writer.depth > 3 || !writer.random.once(8)) return block(writer)
  deepNest(writer, writer.random.once(3) ? writer.random.between(20, 90) : writer.random.between(101, 260))
}

const simple = [
  setLocal,
  setLocal,
  setLocal,
  setGlobal,
  store,
  store,
  store,
  call,
  drop,
  bulkMemory,
  bulkTable,
]
const complex = [block, block, block, branch, branch, ladder, ladder, interpreter, longExpression, nest]

/** What the module is about. */
const emphasised = ({ shape: { about } }: Writer): readonly ((writer: Writer) => void)[] =>
  about.flatMap(({ statements }) => statements)

function forms(writer: Writer): readonly ((writer: Writer) => void)[] {
  const { random, depth, shape } = writer
  if (depth <= 4 && shape.about.length > 0 && random.once(2)) return emphasised(writer)
  return depth > 7 || random.once(2) ? simple : complex
}

export function statement(writer: Writer): void {
  writer.budget--
  if (writer.budget < 0) return
  writer.depth++
  writer.random.pick(forms(writer))(writer)
  writer.depth--
}
