// Expressions: a function full of each kind of instruction, operands by the ten thousand, values that go from
// loop to loop.

import { supported } from '#src/wasm/features.js'
import { type InstructionName, type OperandType, rows } from '#src/wasm/ops/index.js'
import { type Bytes, empty, f32, f64, i32, i64, op } from '../bytes.js'
import { type Hostile, one, plain, room, type Table } from './module.js'

const codes: Readonly<Record<string, number>> = { i32, i64, f32, f64 }
const types = ['i32', 'i64', 'f32', 'f64'] as const

/** Three locals of each type; those of a type begin here. */
const firstOf = (type: OperandType): number => 3 * types.indexOf(type as 'i32')
const locals = types.map(type => [3, codes[type]!] as const)

/** What stands behind an instruction that works on memory, a table or a segment. */
const immediates: Readonly<Record<string, (code: Bytes) => unknown>> = {
  memarg: code => code.bytes(0, 0),
  memory: code => code.bytes(0),
  data: code => code.bytes(0),
  element: code => code.bytes(0),
  table: code => code.bytes(0),
  i32: code => code.s(-123_456),
  i64: code => code.s(-123_456_789_012),
  f32: code => code.bytes(1, 2, 3, 4),
  f64: code => code.bytes(1, 2, 3, 4, 5, 6, 7, 64),
}

const isPlain = ({ signature, feature, immediates: kinds }: (typeof rows)[number]): boolean =>
  signature !== undefined &&
  (feature === undefined || supported.has(feature)) &&
  kinds.every(kind => kind in immediates)

/** What has a type that is always the same. */
export const plainRows = rows.filter(isPlain)

/** One instruction: its operands are locals, and its result becomes one. */
function writeOne(code: Bytes, { name, signature, immediates: kinds }: (typeof rows)[number]): void {
  const { params, results } = signature!
  params.forEach((type, i) => code.get(firstOf(type) + (i % 3)))
  plain(code, name as InstructionName)
  for (const kind of kinds) immediates[kind]!(code)
  for (const type of results) code.set(firstOf(type) + 2)
}

/** Divisions do not trap. */
const begin = (code: Bytes): Bytes => {
  types.forEach(type => {
    for (const i of [0, 1]) {
      plain(code, `${type}.const`)
      immediates[type]!(code)
      code.set(firstOf(type) + i)
    }
  })
  return code.const(0).set(0).const(1).set(1)
}

const withAll = {
  tables: (bytes: Bytes) => bytes.u(1).bytes(0x70, 0).u(10),
  elements: (bytes: Bytes) => bytes.u(1).bytes(1, 0).u(1).u(0),
  dataCount: (bytes: Bytes) => bytes.u(1),
  data: (bytes: Bytes) => bytes.u(1).bytes(1).u(1).bytes(7),
}

const growing: ReadonlySet<string> = new Set(['memory.grow'])

/** A body of the instructions of some rows, in turn. */
const bodyOf = (which: readonly (typeof rows)[number][], length = room): Uint8Array =>
  one(
    {
      locals,
      code: code =>
        begin(code)
          .until(length, (inner, i) => writeOne(inner, which[i % which.length]!))
          .get(2),
    },
    withAll,
  )

/** Integer divisions by what is 1, and everything else, of a type. */
const named = (pattern: RegExp) => plainRows.filter(({ name }) => pattern.test(name) && !growing.has(name))

// biome-ignore format: a table
const families: Readonly<Record<string, RegExp>> = {
  'constants of all types':      /\.const$/,
  'arithmetic of i32':           /^i32\.(add|sub|mul|and|or|xor|clz|ctz|popcnt|eqz|extend.*)$/,
  'comparisons of i32':          /^i32\.(eq|ne|[lg][te]_.)$/,
  'shifts of i32':               /^i32\.(sh|rot)/,
  'divisions of i32':            /^i32\.(div|rem)_/,
  'sums of i64':                 /^i64\.(add|sub)$/,
  'products of i64':             /^i64\.mul$/,
  'divisions of i64':            /^i64\.(div|rem)_/,
  'bits of i64':                 /^i64\.(and|or|xor|clz|ctz|popcnt|eqz|extend.*_s)$/,
  'shifts of i64':               /^i64\.sh/,
  'rotations of i64':            /^i64\.rot/,
  'comparisons of i64':          /^i64\.(eq|ne|[lg][te]_.)$/,
  'arithmetic of f32':           /^f32\.(add|sub|mul|div|sqrt|min|max|ceil|floor|trunc|nearest|abs|neg|copysign)$/,
  'comparisons of floats':       /^f..\.(eq|ne|lt|gt|le|ge)$/,
  'arithmetic of f64':           /^f64\.(add|sub|mul|div|sqrt|min|max|ceil|floor|trunc|nearest|abs|neg|copysign)$/,
  'conversions to floats':       /^f..\.(convert|demote|promote|reinterpret)/,
  'saturating conversions':      /trunc_sat/,
  'reinterpretations':           /reinterpret|wrap|extend_i32/,
  'loads of i32 and i64':        /^i..\.load/,
  'loads of floats':             /^f..\.load/,
  'stores of i32 and i64':       /^i..\.store/,
  'stores of floats':            /^f..\.store/,
  'memory.copy and memory.fill': /^memory\.(copy|fill)$/,
  'memory.init and data.drop':   /^memory\.init$|^data\.drop$/,
  'memory.size':                 /^memory\.size$/,
  'table.copy and table.size':   /^table\.(copy|size)$/,
  'table.init and elem.drop':    /^table\.init$|^elem\.drop$/,
  'everything in turn':          /^[if]..\./,
}

const byFamily: Table = Object.fromEntries(
  Object.entries(families).map(([name, pattern]) => [name, () => bodyOf(named(pattern))]),
)

/** The parameter and so many operations on it, each on the result of the one before. */
const fold = (
  type: number,
  step: (code: Bytes, index: number) => unknown,
  last: (code: Bytes) => unknown,
): Uint8Array =>
  one({
    locals: [
      [3, type],
      [1, i32],
    ],
    code: code => last(code.get(0).until(room, step)),
  })

const word = (code: Bytes): Bytes => plain(code, 'i32.wrap_i64')
const same = (code: Bytes): Bytes => code

/** Operands until half of the room is full, and then what makes one of them. */
const pile = (
  type: number,
  operand: (code: Bytes, i: number) => unknown,
  join: (code: Bytes) => unknown,
): Uint8Array =>
  one({
    locals: [
      [2, type],
      [1, i32],
    ],
    code: code => {
      let operands = 0
      code.until(room / 2, (inner, i) => {
        operand(inner, i)
        operands++
      })
      code.times(operands - 1, join)
      if (type === i64) word(code)
    },
  })

const chains: Table = {
  'products of i64 of each other': () => fold(i64, code => code.get(1).bytes(op.mul64), word),
  'products of i64 by constants': () => fold(i64, (code, i) => code.bytes(op.i64).s(i).bytes(op.mul64), word),
  'sums of products of i64': () => fold(i64, code => code.get(0).get(1).bytes(op.mul64, op.add64), word),
  'shifts of i64 of each other': () =>
    fold(i64, (code, i) => plain(code.bytes(op.i64).s(i % 64), 'i64.shl'), word),
  'rotations of i64 of each other': () => fold(i64, code => plain(code.get(1), 'i64.rotl'), word),
  'selections of i64 of each other': () => fold(i64, code => code.get(1).get(3).bytes(op.select), word),
  'selections of i32 of each other': () => fold(i32, code => code.get(1).get(3).bytes(op.select), same),
  'tees of each other': () => fold(i32, (code, i) => code.bytes(op.localTee).u(i % 4), same),
  'tests of each other': () => fold(i32, code => code.bytes(op.eqz), same),
  'loads by each other': () => fold(i32, code => code.bytes(op.load, 0, 0), same),
  'masks of each other': () =>
    fold(i64, code => plain(code.bytes(op.i64, 63), 'i64.and', 'i64.popcnt'), word),
  'comparisons of each other': () => fold(i32, code => plain(code.get(1), 'i32.lt_s'), same),
  'blocks within operands': () =>
    fold(i32, code => code.bytes(op.block, i32).get(1).bytes(op.end, op.add), same),
  'blocks that are left, within operands': () =>
    fold(i32, code => code.bytes(op.block, i32).get(1).get(3).bytes(op.brIf, 0, op.end, op.add), same),
  'operands of i32': () =>
    pile(
      i32,
      (code, i) => code.get(i % 3),
      code => code.bytes(op.add),
    ),
  'operands of i64': () =>
    pile(
      i64,
      (code, i) => code.get(i % 2),
      code => code.bytes(op.mul64),
    ),
  'operands that are loaded': () =>
    pile(
      i32,
      code => code.const(0).bytes(op.load, 0, 0),
      code => code.bytes(op.xor),
    ),
  'operands of i64 that are loaded': () =>
    pile(
      i64,
      code => code.const(0).bytes(0x29, 0, 0),
      code => code.bytes(op.add64),
    ),
  'operands that are computed': () =>
    pile(
      i32,
      (code, i) => code.get(0).const(i).bytes(op.mul),
      code => code.bytes(op.xor),
    ),
  'operands that are selected': () =>
    pile(
      i64,
      code => code.get(0).get(1).get(2).bytes(op.select),
      code => code.bytes(op.add64),
    ),
  'operands dropped from the top': () =>
    one({
      code: code =>
        code
          .times(48_000, inner => inner.const(1))
          .times(2_900, inner => inner.bytes(op.drop))
          .bytes(op.return),
    }),
  'loads that wait for stores': () =>
    one({
      locals: [[1, i32]],
      code: code => {
        const loads = 5000
        code.times(loads, inner => inner.const(0).bytes(op.load, 0, 0))
        code.times(loads, (inner, i) =>
          inner
            .const(4 * (i % 1000))
            .get(0)
            .bytes(op.store, 0, 0),
        )
        code.times(loads - 1, inner => inner.bytes(op.add))
      },
    }),
}

/** Loops in each other, and in the innermost of them what changes variables of 64 bits. */
const carried = (loops: number, variables: number, step: (code: Bytes, i: number) => unknown): Uint8Array =>
  one({
    locals: [
      [1, i32],
      [variables, i64],
    ],
    code: code =>
      code
        .times(loops, inner => inner.bytes(op.loop, empty))
        .times(variables - 1, step)
        .times(loops, inner => inner.get(0).bytes(op.brIf, 0, op.end))
        .get(0),
  })

const chainStep = (code: Bytes, i: number): Bytes =>
  code
    .get(i + 1)
    .bytes(op.i64, 1, op.add64)
    .set(i + 2)
/** Each depends on the next, so that what is known goes on by one of them in each round. */
const backStep = (code: Bytes, i: number): Bytes =>
  code
    .get(i + 2)
    .bytes(op.i64, 1, op.add64)
    .set(i + 1)

const loops: Table = {
  'i64 handed on in a loop': () => carried(1, 9000, chainStep),
  'i64 handed back in a loop': () => carried(1, 9000, backStep),
  'i64 handed on in 800 loops': () => carried(800, 8000, chainStep),
  'i64 handed back in 800 loops': () => carried(800, 8000, backStep),
  'i64 handed on in 8000 loops': () => carried(8000, 4000, chainStep),
  'i64 written in loops behind each other': () =>
    one({
      locals: [
        [1, i32],
        [100, i64],
      ],
      code: code =>
        code
          .until(room, (inner, i) => {
            inner.bytes(op.loop, empty)
            chainStep(inner, i % 99)
            inner.get(0).bytes(op.brIf, 0, op.end)
          })
          .get(0),
    }),
  'i64 compared before each use': () =>
    one({
      locals: [
        [1, i32],
        [3, i64],
      ],
      code: code =>
        code
          .bytes(op.loop, empty)
          .until(room, inner =>
            plain(inner.get(1).bytes(op.i64, 50), 'i64.lt_s')
              .bytes(op.if, empty)
              .get(1)
              .get(2)
              .bytes(op.add64)
              .set(1)
              .bytes(op.end),
          )
          .get(0)
          .bytes(op.brIf, 0, op.end)
          .get(0),
    }),
  'i64 under conditions in each other': () =>
    one({
      locals: [
        [1, i32],
        [2, i64],
      ],
      code: code => {
        const levels = 6000
        code.times(levels, (inner, i) =>
          plain(inner.get(1).bytes(op.i64).s(i), 'i64.lt_s').bytes(op.if, empty),
        )
        code.get(1).get(2).bytes(op.add64).set(1)
        code.times(levels, inner => inner.get(1).bytes(op.i64, 1, op.add64).set(1).bytes(op.end)).get(0)
      },
    }),
  'i64 behind branches that leave': () =>
    one({
      locals: [
        [1, i32],
        [2, i64],
      ],
      code: code =>
        code
          .bytes(op.block, empty)
          .until(room, (inner, i) => {
            plain(inner.get(1).bytes(op.i64).s(i), 'i64.gt_s').bytes(op.brIf, 0)
            inner.get(1).get(2).bytes(op.add64).set(2)
          })
          .bytes(op.end)
          .get(0),
    }),
  'loops that leave each other like gotos': () =>
    one({
      locals: [
        [1, i32],
        [4, i64],
      ],
      code: code =>
        code
          .until(room, inner => {
            inner.bytes(op.block, empty, op.loop, empty, op.block, empty, op.loop, empty)
            chainStep(inner, 0).get(0).bytes(op.brIf, 2).get(0).bytes(op.brIf, 0).get(0).bytes(op.brIf, 1)
            backStep(inner.bytes(op.end, op.end), 1).get(0).bytes(op.brIf, 0).get(0).bytes(op.brIf, 1)
            inner.bytes(op.end, op.end)
          })
          .get(0),
    }),
}

export const expressions: Table = { ...byFamily, ...chains, ...loops }

/** A body for each instruction by itself: what `npm run hostile -- --each` tries. */
export const instructions: Readonly<Record<string, Hostile>> = Object.fromEntries(
  plainRows.filter(({ name }) => !growing.has(name)).map(row => [row.name, { bytes: () => bodyOf([row]) }]),
)
