// Small expressions that do not trap, branch or call, and loops that go round a few times: what the emphases are made
// of. They read what their writer holds dear (`held`) more often than anything else.
//
// A wrong value must not get lost on its way out. Of 50 functions that the fault of N-queens was in, none showed it as
// long as any instruction was as likely as any other, and locals were overwritten with what comes: masks, comparisons, saturation and
// constants had eaten it. So most operations here are such that another operand gives another result, and what is
// computed is mixed into what there was.
import { type Row, rows } from '#src/wasm/ops/index.js'
import { sameType, type ValueType } from '#src/wasm/types.js'
import { u } from '../../unit/wasm/bytes.js'
import { burnFuel } from './branches.js'
import { constantBytes } from './constants.js'
import { apply, computing, memarg } from './expressions.js'
import type { Types, Writer } from './writer.js'

const harmless = new Map<ValueType, readonly Row[]>()
for (const [type, all] of computing)
  harmless.set(
    type,
    all.filter(({ effect }) => effect === 'none'),
  )

/** Operations whose result tells every bit of each operand, or nearly so. */
const lively = {
  i32: ['i32.add', 'i32.sub', 'i32.xor', 'i32.rotl'],
  i64: ['i64.add', 'i64.sub', 'i64.xor', 'i64.rotl'],
  f32: ['f32.add', 'f32.sub', 'f32.neg'],
  f64: ['f64.add', 'f64.sub', 'f64.neg'],
} as const

const rowOf = (name: string): Row => rows.find(row => row.name === name)!

const ofType = ({ locals }: Writer, type: ValueType, among: readonly number[]): readonly number[] =>
  among.filter(i => sameType(locals[i]!, type))

export const constant = (writer: Writer, type: ValueType): void => {
  writer.bytes.push(...constantBytes(writer.shape, type))
}

/** A local, or else a global or a constant. */
export function leaf(writer: Writer, type: ValueType): void {
  const { random, shape } = writer
  const held = ofType(writer, type, writer.held)
  if (held.length > 0 && random.once(2)) return writer.get(random.pick(held))
  const locals = ofType(writer, type, [...writer.locals.keys()])
  if (locals.length > 0 && !random.once(4)) return writer.get(random.pick(locals))
  const globals = shape.globals.flatMap((global, i) => (sameType(global.type, type) ? [i] : []))
  if (globals.length > 0 && random.once(4)) return writer.op('global.get', u(random.pick(globals)))
  constant(writer, type)
}

/** An address within the first page. */
export function nearAddress(writer: Writer, depth: number): void {
  tree(writer, 'i32', depth)
  writer.i32(writer.random.pick([0x3f, 0xff, 0xfff8]))
  writer.op('i32.and')
}

const loads = { i32: 'i32.load', i64: 'i64.load', f32: 'f32.load', f64: 'f64.load' } as const
const stores = { i32: 'i32.store', i64: 'i64.store', f32: 'f32.store', f64: 'f64.store' } as const

export type NumberName = keyof typeof loads

const isNumber = (type: ValueType): type is NumberName => typeof type === 'string' && type in loads

/** An expression of about so many levels. */
export function tree(writer: Writer, type: ValueType, depth: number): void {
  const { random } = writer
  if (depth <= 0 || !isNumber(type) || random.once(6)) return leaf(writer, type)
  const kind = random.below(14)
  const free = ofType(writer, type, writer.free)
  if (kind === 0 && free.length > 0) {
    tree(writer, type, depth - 1)
    writer.op('local.tee', u(random.pick(free)))
  } else if (kind === 1) {
    for (const part of [type, type, 'i32'] as const) tree(writer, part, depth - 1)
    writer.op('select')
  } else if (kind === 2) {
    nearAddress(writer, depth - 2)
    writer.op(loads[type], memarg(writer, 4))
  } else {
    const row = random.once(3) ? random.pick(harmless.get(type)!) : rowOf(random.pick(lively[type]))
    for (const part of row.signature!.params) tree(writer, part as ValueType, depth - 1)
    apply(writer, row)
  }
}

export function trees(writer: Writer, types: Types, depth: number): void {
  for (const type of types) tree(writer, type, depth)
}

/** Writes some number to memory. */
export function storeTree(writer: Writer, depth: number): void {
  const type = writer.random.pick(['i32', 'i64', 'f32', 'f64'] as const)
  nearAddress(writer, depth - 1)
  tree(writer, type, depth)
  apply(writer, rows.find(({ name }) => name === stores[type])!, memarg(writer, 4))
}

/** Mixes the value on the stack into a local. */
export function mix(writer: Writer, type: NumberName, local: number): void {
  writer.get(local)
  if (type === 'i32' || type === 'i64') {
    writer.op(`${type}.const`, [writer.random.between(1, 31)])
    writer.op(`${type}.rotl`)
    writer.op(writer.random.pick([`${type}.add`, `${type}.xor`, `${type}.sub`] as const))
    return writer.set(local)
  }
  apply(writer, rowOf(`${type}.neg`))
  apply(writer, rowOf(writer.random.pick([`${type}.add`, `${type}.sub`] as const)))
  writer.set(local)
}

/** Gives a local that any code may write the value of an expression, or mixes it into what it is. */
export function assign(writer: Writer, depth: number): void {
  const { random, free, locals } = writer
  if (free.length === 0) return storeTree(writer, depth)
  const local = random.pick(free)
  const type = locals[local]!
  tree(writer, type, depth)
  if (isNumber(type) && !random.once(4)) mix(writer, type, local)
  else writer.set(local)
}

/** Leaves values that tell of what has been computed: those of locals that any code writes. */
export function giveBack(writer: Writer, types: Types): void {
  const { random } = writer
  for (const type of types) {
    const free = ofType(writer, type, writer.free)
    if (free.length > 0 && !random.once(6)) writer.get(random.pick(free))
    else tree(writer, type, 2)
  }
}

/** A fresh local with the value of an expression, which nobody else writes. */
export function keep(writer: Writer, type: ValueType, depth: number): number {
  tree(writer, type, depth)
  const local = writer.local(type)
  writer.set(local)
  return local
}

/** Takes values off the stack: into locals that are free, combined with them, or nowhere. */
export function takeAll(writer: Writer, types: Types): void {
  const { random } = writer
  for (const type of [...types].reverse()) {
    const free = ofType(writer, type, writer.free)
    if (free.length === 0 || random.once(8)) {
      writer.op('drop')
      continue
    }
    const local = random.pick(free)
    if (isNumber(type) && !random.once(4)) mix(writer, type, local)
    else writer.set(local)
  }
}

export interface Rounds {
  readonly count?: number
  /** What each round finds on the stack, and leaves for the next one or behind the loop. */
  readonly values?: Types
  /** Whether code in the loop may branch to its head. */
  readonly entered?: boolean
}

function addOne(writer: Writer, counter: number): void {
  writer.get(counter)
  writer.i32(1)
  writer.op('i32.add')
  writer.op('local.tee', u(counter))
}

/**
 * A loop that goes round a few times; `body` gets the local that counts. It counts at its head, or, as compilers have
 * it, at its end.
 */
export function counted(
  writer: Writer,
  body: (counter: number) => void,
  { count = writer.random.between(2, 5), values = [], entered = false }: Rounds = {},
): void {
  const counter = writer.local('i32')
  const atHead = entered || writer.random.once(2)
  writer.i32(0)
  writer.set(counter)
  if (atHead) writer.open('block', values, values)
  writer.open('loop', values, values)
  if (writer.loops > 1) burnFuel(writer, 1)
  writer.loops++
  if (atHead) {
    addOne(writer, counter)
    writer.i32(count)
    writer.op('i32.gt_s')
    writer.op('br_if', [1])
  }
  body(counter)
  if (!atHead) {
    addOne(writer, counter)
    writer.i32(count)
    writer.op('i32.lt_s')
    writer.op('br_if', [0])
  } else if (writer.random.once(2)) writer.op('br', [0])
  writer.loops--
  writer.end()
  if (atHead) writer.end()
}

/** Something that happens if an expression is not 0. */
export function when(writer: Writer, body: () => void): void {
  tree(writer, 'i32', 2)
  writer.open('if', [], [])
  body()
  writer.end()
}

/** Types without references, at least `least` and at most `most` of them. */
export const someNumbers = ({ random }: Pick<Writer, 'random'>, least: number, most: number): NumberName[] =>
  random.list(random.between(least, most), () =>
    random.pick(['i32', 'i32', 'i64', 'i64', 'f32', 'f64'] as const),
  )
