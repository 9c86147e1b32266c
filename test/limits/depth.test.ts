// Control that nests thousands of levels deep, as esbuild's 3,289, and far more. A JavaScript parser follows some
// hundreds, so codegen must flatten it; and no stage of the compiler may recurse into it.
import { type Bytes, empty, i32, oneFunction, op } from './bytes.js'
import { type Case, judge } from './judge.js'

type Write = (code: Bytes, level: number) => unknown

interface Nest {
  readonly levels: number
  readonly open: Write
  readonly inner: (code: Bytes) => unknown
  /** From the innermost level to the outermost. */
  readonly close: Write
}

/** Local 0 is the parameter, local 1 what is returned. */
const nest = ({ levels, open, inner, close }: Nest): Uint8Array =>
  oneFunction({
    params: [i32],
    results: [i32],
    locals: [[1, i32]],
    code(code) {
      code.times(levels, open)
      inner(code)
      code.times(levels, close).get(1)
    },
  })

const count = (code: Bytes): Bytes => code.get(1).const(1).bytes(op.add).set(1)
const decrement = (code: Bytes): Bytes => code.get(0).const(1).bytes(op.sub, op.localTee).u(0)

/** The branches leave half of the blocks, or all of them. */
const blocks = (levels: number): Uint8Array =>
  nest({
    levels,
    open: code => code.bytes(op.block, empty),
    inner: code =>
      decrement(
        code
          .get(0)
          .bytes(op.brIf)
          .u(levels >> 1),
      )
        .bytes(op.brIf)
        .u(levels - 1),
    close: (code, i) => (i % 7 === 0 ? count(code.bytes(op.end)) : code.bytes(op.end)),
  })

/** One branch goes back over a quarter of the loops. */
const loops = (levels: number): Uint8Array =>
  nest({
    levels,
    open: code => code.bytes(op.loop, empty),
    inner: count,
    close(code, i) {
      if (i % 7 === 0) count(code)
      if (i === 100)
        decrement(code)
          .bytes(op.brIf)
          .u(levels >> 2)
      code.bytes(op.end)
    },
  })

/** At each level one value of the parameter goes another way. */
const ifs = (levels: number): Uint8Array =>
  nest({
    levels,
    open: (code, i) => code.get(0).const(i).bytes(op.xor, op.if, empty),
    inner: count,
    close: code => count(count(count(code).bytes(op.else))).bytes(op.end),
  })

const elses = (levels: number): Uint8Array =>
  nest({
    levels,
    open: (code, i) => count(code.get(0).const(i).bytes(op.xor, op.if, empty)).bytes(op.else),
    inner: count,
    close: code => count(code).bytes(op.end),
  })

/** Every block has a result, to which a branch may carry it. */
const results = (levels: number): Uint8Array =>
  oneFunction({
    params: [i32],
    results: [i32],
    code(code) {
      code.times(levels, inner => inner.bytes(op.block, i32)).const(7)
      code.times(levels, (inner, i) =>
        inner
          .get(0)
          .bytes(op.brIf)
          .u(i === levels - 1 ? 0 : i % 2)
          .const(1)
          .bytes(op.add, op.end),
      )
    },
  })

/** Loops, blocks, ifs and ladders in turn. */
const mixed = (levels: number): Uint8Array =>
  nest({
    levels,
    open(code, i) {
      if (i % 4 === 0) code.bytes(op.loop, empty)
      else if (i % 4 === 1) code.bytes(op.block, empty)
      else if (i % 4 === 2) code.get(0).bytes(op.if, empty)
      else
        code
          .times(4, inner => inner.bytes(op.block, empty))
          .get(1)
          .bytes(op.brTable, 3, 0, 1, 2, 3, op.end)
    },
    inner: count,
    close(code, i) {
      const kind = (levels - 1 - i) % 4
      if (kind === 0) decrement(code).const(0).bytes(op.gtS, op.brIf, 0, op.end)
      else if (kind === 3) code.times(3, inner => count(inner).bytes(op.end))
      else count(code).bytes(op.end)
    },
  })

interface Row {
  readonly make: (levels: number) => Uint8Array
  readonly levels: readonly number[]
  /** What the function is called with. */
  readonly values: readonly number[]
}

// biome-ignore format: a table
const rows: Readonly<Record<string, Row>> = {
  blocks:  { make: blocks,  levels: [3_289, 50_000], values: [0, 1, 2] },
  loops:   { make: loops,   levels: [3_289, 50_000], values: [1, 2, 5] },
  ifs:     { make: ifs,     levels: [3_289, 50_000], values: [0, 1, 2, 3000, -1] },
  elses:   { make: elses,   levels: [3_289, 10_000], values: [0, 1, 2, 3000, -1] },
  results: { make: results, levels: [3_289, 10_000], values: [0, 1] },
  mixed:   { make: mixed,   levels: [3_289, 10_000], values: [0, 1, 2, 5] },
}

const cases = Object.entries(rows).flatMap(([name, { make, levels, values }]) =>
  levels.map((count): [string, Case] => [
    `${count} ${name}`,
    { bytes: () => make(count), calls: values.map(value => ['f', value]) },
  ]),
)

judge(Object.fromEntries(cases))
