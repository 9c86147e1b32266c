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
      levels: 14_000,
      open: opened(op.block),
      inner: code => code.times(14_000, (inner, i) => inner.get(0).bytes(op.brIf).u(i)),
      close: code => count(code).bytes(op.end).bytes(0x01),
    }),
  'loops that are gone back to from the innermost': () =>
    nest({
      levels: 14_000,
      open: opened(op.loop),
      inner: code => code.times(14_000, (inner, i) => inner.get(0).bytes(op.brIf).u(i)),
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
      close: code => code.get(0).bytes(op.brIf, 0, op.end),
    }).slice(),
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
        else inner.get(1).const(1).bytes(op.add).set(1)
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
  'ladders of ten rungs': () =>
    one({ locals: [[1, i32]], code: code => code.until(room, inner => ladderIn(inner, 10)).get(0) }),
  'ladders in the cases of each other': () =>
    one({
      locals: [[1, i32]],
      code(code) {
        const levels = 2500
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
  'a state machine that counts in i64': () => machine(2600, i => (i + 1) % 2600, true),
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

const thousand = (type: number): readonly Type[] => {
  const values = repeat(1000, type)
  return [
    [[], [i32]],
    [[], values],
    [values, values],
    [values, [i32]],
  ]
}

const constants = (code: Bytes, type: number): Bytes =>
  code.times(1000, inner => (type === i32 ? inner.const(1) : inner.bytes(op.i64, 1)))

/** So many operands a function may move by control, and a block with a br_if to it moves 3000. */
const mostBlocks = 330
const several = 16

/** Blocks that hand on a thousand values, `functions` times. */
const moving = (type: number, write: Write, functions = 1): Uint8Array =>
  module({
    types: thousand(type),
    functions: many(functions, () => ({
      locals: [[1, i32]],
      code: code => {
        constants(code, type)
        write(code)
        code.times(1000, inner => inner.bytes(op.drop)).get(0)
      },
    })),
  })

const values: Table = Object.fromEntries(
  [i32, i64].flatMap(type => {
    const suffix = type === i32 ? '' : ' of i64'
    return [
      [
        `blocks of 1000 values${suffix}, not left early`,
        () => moving(type, code => code.times(450, inner => inner.bytes(op.block, 2, op.end)), several),
      ],
      [
        `blocks of 1000 values${suffix} that are left early`,
        () =>
          moving(type, code =>
            code.times(mostBlocks, inner => inner.bytes(op.block, 2).get(0).bytes(op.brIf, 0, op.end)),
          ),
      ],
      [
        `blocks of 1000 values${suffix} that are left early, in 16 functions`,
        () =>
          moving(
            type,
            code =>
              code.times(mostBlocks, inner => inner.bytes(op.block, 2).get(0).bytes(op.brIf, 0, op.end)),
            several,
          ),
      ],
      [
        `loops of 1000 values${suffix}`,
        () => moving(type, code => code.times(450, inner => inner.bytes(op.loop, 2, op.end))),
      ],
      [
        `loops of 1000 values${suffix} that go round`,
        () =>
          moving(type, code =>
            code.times(mostBlocks, inner => inner.bytes(op.loop, 2).get(0).bytes(op.brIf, 0, op.end)),
          ),
      ],
      [
        `ifs of 1000 values${suffix}`,
        () => moving(type, code => code.times(450, inner => inner.get(0).bytes(op.if, 2, op.else, op.end))),
      ],
      [
        `1000 values${suffix} and as many br_if`,
        () =>
          moving(type, code =>
            code
              .bytes(op.block, 2)
              .times(950, inner => inner.get(0).bytes(op.brIf, 0))
              .bytes(op.end),
          ),
      ],
    ] satisfies [string, () => Uint8Array][]
  }),
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
