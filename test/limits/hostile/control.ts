// Control: very deep, very wide, very much of it, moving very many operands.
import { type Bytes, empty, i32, i64, op } from '../bytes.js'
import { many, module, one, plain, repeat, room, type Table, type Type, type Write } from './module.js'

interface Nest {
  readonly levels: number
  readonly open: (code: Bytes, level: number) => unknown
  readonly inner: Write
  readonly close: (code: Bytes, level: number) => unknown
  readonly locals?: readonly (readonly [number, number])[]
}

const nest = ({ levels, open, inner, close, locals = [[1, i32]] }: Nest): Uint8Array =>
  one({
    locals,
    code(code) {
      code.times(levels, open)
      inner(code)
      code.times(levels, close).get(0)
    },
  })

const count = (code: Bytes): Bytes => code.get(0).const(1).bytes(op.add).set(0)
const nop: Write = () => undefined
const end = (code: Bytes): Bytes => code.bytes(op.end)
const opened = (opcode: number) => (code: Bytes) => code.bytes(opcode, empty)

const deep: Table = {
  'blocks in each other': () => nest({ levels: 33_000, open: opened(op.block), inner: nop, close: end }),
  'loops in each other': () => nest({ levels: 33_000, open: opened(op.loop), inner: nop, close: end }),
  'ifs in each other': () =>
    nest({ levels: 19_000, open: code => code.get(0).bytes(op.if, empty), inner: count, close: end }),
  'elses in each other': () =>
    nest({
      levels: 16_000,
      open: code => code.get(0).bytes(op.if, empty, op.else),
      inner: count,
      close: end,
    }),
  'blocks that are left from the innermost': () =>
    nest({
      levels: 6_000,
      open: opened(op.block),
      inner: code => code.times(6_000, (inner, i) => inner.get(0).bytes(op.brIf).u(i)),
      close: code => count(code).bytes(op.end),
    }),
  'loops that are gone back to from the innermost': () =>
    nest({
      levels: 12_000,
      open: opened(op.loop),
      inner: code => code.times(12_000, (inner, i) => inner.get(0).bytes(op.brIf).u(i)),
      close: end,
    }),
  'loops that each go round once more': () =>
    nest({
      levels: 12_000,
      open: opened(op.loop),
      inner: nop,
      close: code => code.get(0).bytes(op.brIf, 0, op.end),
    }),
  'blocks that each are left by the one within': () =>
    nest({
      levels: 12_000,
      open: code => code.bytes(op.block, empty),
      inner: nop,
      close: code => code.get(0).bytes(op.brIf, 0, op.end),
    }),
  'blocks, loops and ifs in turn, with jumps everywhere': () =>
    nest({
      levels: 9_000,
      open: (code, i) =>
        i % 3 === 0
          ? code.bytes(op.block, empty)
          : i % 3 === 1
            ? code.bytes(op.loop, empty)
            : code.get(0).bytes(op.if, empty),
      inner: count,
      close: (code, i) =>
        code
          .get(0)
          .bytes(op.brIf)
          .u(Math.min((i * 7) % 60, 8_999 - i))
          .bytes(op.end),
    }),
  'a thousand loops in each other, thirty times': () =>
    one({
      locals: [[1, i32]],
      code: code =>
        code
          .times(30, inner =>
            inner.times(400, opened(op.loop)).times(400, each => each.get(0).bytes(op.brIf, 0, op.end)),
          )
          .get(0),
    }),
  'blocks in each other, each with a result': () =>
    nest({
      levels: 12_000,
      open: code => code.bytes(op.block, i64),
      inner: code => code.bytes(op.i64, 1),
      close: (code, i) =>
        code
          .get(0)
          .bytes(op.brIf, 0, op.end)
          .bytes(...(i === 11_999 ? [op.drop] : [])),
    }),
}

/** Tables of jumps. */
const tableOf = (targets: number, blocks: number): Uint8Array =>
  one({
    locals: [[1, i32]],
    code(code) {
      code.times(blocks, opened(op.block)).get(0).bytes(op.brTable).u(targets)
      code
        .times(targets, (inner, i) => inner.u((i * 31) % blocks))
        .u(0)
        .times(blocks, inner => count(inner.bytes(op.end)))
        .get(0)
    },
  })

const ladderIn = (code: Bytes, rungs: number): Bytes => {
  code
    .times(rungs, opened(op.block))
    .get(0)
    .bytes(op.brTable)
    .u(rungs - 1)
  return code.times(rungs, (inner, i) => inner.u(i)).times(rungs, inner => count(inner.bytes(op.end)))
}

/** Cases that go on at others: a state machine in a loop. */
const machine = (states: number, next: (state: number) => number, wide = false): Uint8Array =>
  one({
    locals: [
      [2, i32],
      [1, i64],
    ],
    code(code) {
      code.bytes(op.loop, empty).times(states, opened(op.block)).get(0).bytes(op.brTable)
      code.u(states - 1).times(states, (inner, i) => inner.u(i))
      code.times(states, (inner, i) => {
        inner.bytes(op.end)
        if (wide) inner.get(2).bytes(op.i64, 3, op.add64).set(2)
        inner.get(1).const(1).bytes(op.add).set(1)
        inner.get(1).const(100).bytes(op.gtS, op.if, empty).get(1).bytes(op.return, op.end)
        inner
          .const(next(i))
          .set(0)
          .bytes(op.br)
          .u(states - 1 - i)
      })
      code.bytes(op.end).get(1)
    },
  })

/** Functions as Go has them: a number to go on at, cases in order, calls that may leave. */
const resumable = (states: number): Uint8Array =>
  module({
    types: [[[i32], [i32]]],
    functions: [
      {
        name: 'f',
        code(code) {
          code.bytes(op.loop, empty).times(states, opened(op.block)).get(0).bytes(op.brTable)
          code.u(states - 1).times(states, (inner, i) => inner.u(i))
          code.times(states, (inner, i) => {
            inner.bytes(op.end).const(1).bytes(op.call, 1, op.if, empty).const(0).bytes(op.return, op.end)
            inner
              .const((i + 1) % states)
              .set(0)
              .get(0)
              .const(3)
              .bytes(op.gtS, op.brIf)
            inner.u(states - 1 - i)
          })
          code.bytes(op.end).const(0)
        },
      },
      { code: code => code.const(0) },
    ],
  })

const wide: Table = {
  'a br_table of 48000 targets and two labels': () => tableOf(48_000, 2),
  'a br_table of 16000 targets and 1000 labels': () => tableOf(16_000, 1000),
  'a ladder of rungs': () => one({ locals: [[1, i32]], code: code => ladderIn(code, 8000).get(0) }),
  'a ladder that is entered at its ends': () =>
    one({
      locals: [[1, i32]],
      code: code => {
        const rungs = 9_500
        code.times(rungs, opened(op.block)).get(0).bytes(op.brTable, 1, 0)
        code
          .u(rungs - 1)
          .times(rungs, inner => count(inner.bytes(op.end)))
          .get(0)
      },
    }),
  'ladders of ten rungs': () =>
    one({ locals: [[1, i32]], code: code => code.until(room, inner => ladderIn(inner, 10)).get(0) }),
  'ladders in the cases of each other': () =>
    one({
      locals: [[1, i32]],
      code(code) {
        const levels = 2480
        code.times(levels, inner =>
          inner.times(4, opened(op.block)).get(0).bytes(op.brTable, 3, 0, 1, 2, 3, op.end),
        )
        code.times(levels, inner => inner.times(3, each => count(each.bytes(op.end)))).get(0)
      },
    }),
  'tables of 100 targets': () =>
    one({
      locals: [[1, i32]],
      code: code =>
        code
          .times(100, opened(op.block))
          .until(room, inner => {
            inner.bytes(op.block, empty).get(0).bytes(op.brTable).u(100)
            inner.times(101, (each, i) => each.u(i)).bytes(op.end)
          })
          .times(100, end)
          .get(0),
    }),
  'a state machine, each state leading to the next': () => machine(3000, i => (i + 1) % 3000),
  'a state machine with states everywhere': () => machine(3000, i => (i * 1237 + 11) % 3000),
  'a state machine that counts in i64': () => machine(2300, i => (i + 1) % 2300, true),
  'a function that can be resumed, as Go has them': { bytes: () => resumable(3500), values: [0] },
  'br_if to one block': () =>
    one({
      locals: [[1, i32]],
      code: code =>
        code
          .bytes(op.block, empty)
          .until(room, inner => count(inner.get(0).bytes(op.brIf, 0)))
          .bytes(op.end)
          .get(0),
    }),
  'blocks behind each other': () =>
    one({
      locals: [[1, i32]],
      code: code =>
        code
          .until(room, inner => count(inner.bytes(op.block, empty).get(0).bytes(op.brIf, 0)).bytes(op.end))
          .get(0),
    }),
  'loops behind each other': () =>
    one({
      locals: [[2, i32]],
      code: code =>
        code.until(room, inner => inner.bytes(op.loop, empty).get(1).bytes(op.brIf, 0, op.end)).get(0),
    }),
  'ifs behind each other, with results of i64': () =>
    one({
      locals: [
        [1, i32],
        [1, i64],
      ],
      code: code =>
        code
          .until(room, inner =>
            inner
              .get(0)
              .bytes(op.if, i64)
              .get(1)
              .bytes(op.i64, 1, op.add64, op.else)
              .get(1)
              .bytes(op.i64, 2, op.sub64, op.end)
              .set(1),
          )
          .get(0),
    }),
  'unreachable code': () =>
    one({
      code: code =>
        code
          .bytes(op.unreachable)
          .until(room, inner =>
            inner.bytes(op.block, empty, op.unreachable, op.i32, 1, op.add, op.drop, op.end),
          )
          .bytes(op.i32, 0),
    }),
  'jumps behind jumps': () =>
    one({ code: code => code.until(room, inner => inner.bytes(op.block, empty, op.br, 0, op.end)).const(1) }),
  'nothing at all, very often': () =>
    one({ code: code => code.until(room, inner => inner.bytes(0x01)).const(1) }),
}

/** So many operands a module may move by control beside one for each of its bytes; they go by the thousand. */
const movedFreely = 20

/** Blocks that hand on so many values, in so many functions. */
interface Moving {
  readonly type: number
  readonly values: number
  readonly functions?: number
}

/** Types 1 to 3 take nothing and give the values, take and give them, take them and give a number. */
const typesOf = ({ type, values }: Moving): readonly Type[] => {
  const list = repeat(values, type)
  return [
    [[], [i32]],
    [[], list],
    [list, list],
    [list, [i32]],
  ]
}

const moving = (how: Moving, write: Write): Uint8Array => {
  const { type, values, functions = 1 } = how
  return module({
    types: typesOf(how),
    functions: many(functions, () => ({
      locals: [[1, i32]],
      code: code => {
        code.times(values, inner => (type === i32 ? inner.const(1) : inner.bytes(op.i64, 1)))
        write(code)
        code.times(values, inner => inner.bytes(op.drop)).get(0)
      },
    })),
  })
}

/**
 * One block of each kind, how many thousands it moves where it hands on a thousand, and what it is called.
 */
// biome-ignore format: a table
const movers: readonly (readonly [string, number, Write])[] = [
  ['blocks',                       2, code => code.bytes(op.block, 2, op.end)],
  ['blocks that are left early',   3, code => code.bytes(op.block, 2).get(0).bytes(op.brIf, 0, op.end)],
  ['loops',                        2, code => code.bytes(op.loop, 2, op.end)],
  ['loops that go round',          3, code => code.bytes(op.loop, 2).get(0).bytes(op.brIf, 0, op.end)],
  ['ifs',                          4, code => code.get(0).bytes(op.if, 2, op.else, op.end)],
  ['ifs that are left early',      5, code => code.get(0).bytes(op.if, 2).get(0).bytes(op.brIf, 0, op.else, op.end)],
]

/** As many operands in sixes. */
const sixes = Math.floor((movedFreely * 1000) / 6)

const tooMany = /too many operands moved by blocks, branches and calls/

/**
 * A few blocks of a thousand values, many of them, which are refused, and very many blocks of a few values.
 */
const values: Table = Object.fromEntries(
  [i32, i64].flatMap(type =>
    movers.flatMap(([name, thousands, write]): [string, Table[string]][] => {
      const suffix = type === i32 ? '' : ' of i64'
      const few = Math.floor(movedFreely / thousands)
      const block = (code: Bytes) => code.times(few, write)
      return [
        [`${name} of 1000 values${suffix}`, () => moving({ type, values: 1000 }, block)],
        [
          `${name} of 1000 values${suffix} in 16 functions`,
          { bytes: () => moving({ type, values: 1000, functions: 16 }, block), refused: tooMany },
        ],
        [
          `${name} of 6 values${suffix}`,
          () => moving({ type, values: 6 }, code => code.times(Math.floor(sixes / thousands), write)),
        ],
      ]
    }),
  ),
)

const branches = (type: number): Uint8Array =>
  moving({ type, values: 1000 }, code =>
    code
      .bytes(op.block, 2)
      .times(movedFreely - 4, inner => inner.get(0).bytes(op.brIf, 0))
      .bytes(op.end),
  )

/** Loops above so many operands. */
const above = (operands: number, opcode: number): Uint8Array =>
  one({
    locals: [[2, i32]],
    code: code =>
      code
        .times(operands, inner => inner.get(0))
        .until(room - 2 * operands, inner => inner.bytes(opcode, empty).get(1).bytes(op.brIf, 0, op.end))
        .times(operands - 1, inner => inner.bytes(op.add)),
  })

const stacked: Table = {
  '1000 values and many br_if': () => branches(i32),
  '1000 values of i64 and many br_if': () => branches(i64),
  'loops above 1900 operands': () => above(1900, op.loop),
  'loops above 12000 operands': () => above(12_000, op.loop),
  'blocks above 12000 operands': () => above(12_000, op.block),
  'a local written above 16000 operands': () =>
    one({
      locals: [[2, i32]],
      code: code => {
        code.times(16_000, inner => inner.get(0))
        code.until(60_000, inner => inner.const(1).set(1))
        code.times(15_999, inner => inner.bytes(op.add))
      },
    }),
  'a local written between its reads': () =>
    one({
      locals: [[1, i32]],
      code: code => {
        const reads = 12_000
        code.times(reads, (inner, i) =>
          inner
            .get(0)
            .const(i % 60)
            .set(0),
        )
        code.times(reads - 1, inner => inner.bytes(op.add))
      },
    }),
  'calls above 10000 operands': () =>
    module({
      types: [[[], [i32]]],
      functions: [
        {
          name: 'f',
          code: code => {
            code.times(10_000, inner => inner.bytes(op.call, 1))
            code.until(room - 20_000, inner => inner.bytes(op.call, 1, op.drop))
            code.times(9_999, inner => plain(inner, 'i32.xor'))
          },
        },
        { code: code => code.const(1) },
      ],
    }),
}

export const control: Table = { ...deep, ...wide, ...values, ...stacked }
