// Functions that are large in one way: very long, with very many locals, parameters or results, with
// expressions very deep, with very many places to branch to.
import { type Bytes, body, empty, funcType, i32, i64, oneFunction, op, wasm } from './bytes.js'
import { type Case, judge } from './judge.js'

type Write = (code: Bytes, index: number) => unknown

/** `count` operands, then one instruction less to make one of them. */
const rightDeep = (count: number, operand: Write, join: number): Uint8Array =>
  oneFunction({
    params: [i32],
    results: [i32],
    code: code => code.times(count, operand).times(count - 1, inner => inner.bytes(join)),
  })

/** The parameter, with something done to it `count` times. */
const leftDeep = (count: number, step: Write): Uint8Array =>
  oneFunction({ params: [i32], results: [i32], code: code => code.get(0).times(count, step) })

const expressions: Readonly<Record<string, Case>> = {
  '20000 operands on the stack': {
    bytes: () => rightDeep(20_000, (code, i) => code.get(0).const(i).bytes(op.xor), op.add),
    calls: [['f', 5]],
  },
  '20000 loads on the stack': {
    bytes: () => rightDeep(20_000, code => code.get(0).bytes(op.load, 0, 0), op.add),
    calls: [
      ['f', 5],
      ['f', 65_533],
    ],
  },
  '20000 divisions on the stack': {
    bytes: () => rightDeep(20_000, (code, i) => code.const(i).get(0).bytes(op.divS), op.add),
    calls: [
      ['f', 3],
      ['f', 0],
    ],
  },
  '5000 words of two on the stack': {
    bytes: () =>
      oneFunction({
        params: [i64],
        results: [i64],
        code: code => code.times(5_000, inner => inner.get(0)).times(4_999, inner => inner.bytes(op.mul64)),
      }),
    calls: [['f', 3n]],
  },
  '20000 operations in each other': {
    bytes: () => leftDeep(20_000, (code, i) => code.get(0).const(i).bytes(op.xor, op.add)),
    calls: [['f', 5]],
  },
  '20000 tests of each other': {
    bytes: () => leftDeep(20_000, code => code.bytes(op.eqz)),
    calls: [
      ['f', 0],
      ['f', 5],
    ],
  },
  '20000 loads by each other': {
    bytes: () => leftDeep(20_000, code => code.bytes(op.load, 0, 0)),
    calls: [
      ['f', 5],
      ['f', -1],
    ],
  },
  '20000 selections in each other': {
    bytes: () => leftDeep(20_000, (code, i) => code.const(i).get(0).bytes(op.select)),
    calls: [
      ['f', 0],
      ['f', 5],
    ],
  },
}

/** Sums and branches in turn, `count` times. */
const longBody = (count: number): Uint8Array =>
  oneFunction({
    params: [i32],
    results: [i32],
    locals: [[10, i32]],
    code(code) {
      code.times(count, (inner, i) => {
        inner
          .get(i % 11)
          .const(i)
          .bytes(op.add)
        inner
          .get((i * 7) % 11)
          .bytes(op.xor)
          .set((i * 3) % 11)
        if (i % 5 !== 0) return
        inner.get((i * 3) % 11).bytes(op.if, empty)
        inner.get(0).const(1).bytes(op.add).set(0).bytes(op.end)
      })
      code.get(0)
    },
  })

/** Every local is the one before it and one more. */
const localChain = (type: number, ...increment: readonly number[]): Uint8Array =>
  oneFunction({
    params: [type],
    results: [type],
    locals: [[49_999, type]],
    code: code =>
      code
        .times(49_999, (inner, i) =>
          inner
            .get(i)
            .bytes(...increment)
            .set(i + 1),
        )
        .get(49_999),
  })

const same = (count: number, type: number): number[] => new Array(count).fill(type)

const results = (type: number, count: number): Uint8Array =>
  oneFunction({
    params: [type],
    results: same(count, type),
    code: code => code.times(count, inner => inner.get(0)),
  })

const parameters = (type: number, count: number, subtract: number): Uint8Array =>
  oneFunction({
    params: same(count, type),
    results: [type],
    code: code =>
      code
        .get(count - 1)
        .get(0)
        .bytes(subtract),
  })

const signatures: Readonly<Record<string, Case>> = {
  'a body of 300 KB': { bytes: () => longBody(21_000), calls: [['f', 3]] },
  '50000 locals': { bytes: () => localChain(i32, op.i32, 1, op.add), calls: [['f', 3]] },
  '50000 locals of two words': { bytes: () => localChain(i64, op.i64, 1, op.add64), calls: [['f', 3n]] },
  '50001 locals': {
    bytes: () => oneFunction({ params: [i32], locals: [[50_000, i32]], code: code => code }),
    calls: [],
    refused: /too many locals/,
  },
  '1000 parameters': {
    bytes: () => parameters(i32, 1000, op.sub),
    calls: [['f', ...new Array(999).fill(7), 3]],
  },
  '1000 parameters of two words': {
    bytes: () => parameters(i64, 1000, op.sub64),
    calls: [['f', ...new Array(999).fill(7n), 3n]],
  },
  '1001 parameters': {
    bytes: () => parameters(i32, 1001, op.sub),
    calls: [],
    refused: /too many parameters/,
  },
  '1000 results': { bytes: () => results(i32, 1000), calls: [['f', 9]] },
  '1000 results of two words': { bytes: () => results(i64, 1000), calls: [['f', -9n]] },
  '1001 results': { bytes: () => results(i32, 1001), calls: [], refused: /too many results/ },
}

// ---------------------------------------------------------------- br_table: browsers take 65,520 targets

const targets = 100_000

/** Two blocks, to which the numbers lead in turn. */
const toTwo = (): Uint8Array =>
  oneFunction({
    params: [i32],
    results: [i32],
    code(code) {
      code.bytes(op.block, empty, op.block, empty).get(0).bytes(op.brTable).u(targets)
      code.times(targets, (inner, i) => inner.u(i % 2)).u(1)
      code.bytes(op.end).const(10).bytes(op.return, op.end).const(20)
    },
  })

/** A ladder with a rung for each number, which returns its number. */
const ladder = (): Uint8Array =>
  oneFunction({
    params: [i32],
    results: [i32],
    code(code) {
      code.times(targets, inner => inner.bytes(op.block, empty)).get(0)
      code
        .bytes(op.brTable)
        .u(targets - 1)
        .times(targets, (inner, i) => inner.u(i))
      code.times(targets, (inner, i) => inner.bytes(op.end).const(i).bytes(op.return)).bytes(op.unreachable)
    },
  })

/** A ladder whose rungs count; every tenth jumps over the next thirteen. */
const jumping = (count: number): Uint8Array =>
  oneFunction({
    params: [i32],
    results: [i32],
    locals: [[1, i32]],
    code(code) {
      code.times(count, inner => inner.bytes(op.block, empty)).get(0)
      code
        .bytes(op.brTable)
        .u(count - 1)
        .times(count, (inner, i) => inner.u(i))
      code.times(count, (inner, i) => {
        inner.bytes(op.end).get(1).const(1).bytes(op.add).set(1)
        if (i % 10 === 0 && i < count - 100) inner.bytes(op.br).u(13)
      })
      code.get(1)
    },
  })

const calls = (values: readonly number[]): Case['calls'] => values.map(value => ['f', value])

const tables: Readonly<Record<string, Case>> = {
  '100000 targets of two labels': {
    bytes: toTwo,
    calls: calls([0, 1, targets - 1, targets, -1]),
    expected: [10, 20, 20, 20, 20],
  },
  '100000 targets and as many labels': {
    bytes: ladder,
    calls: calls([0, 1, targets - 2, targets - 1, targets, -1]),
    expected: [0, 1, targets - 2, targets - 1, targets - 1, targets - 1],
  },
  '20000 targets with jumps between them': {
    bytes: () => jumping(20_000),
    calls: calls([0, 1, 11, 19_998, 19_999, 20_000, -1]),
  },
}

// ---------------------------------------------------------------- a few bytes that move very many operands

/** Blocks in each other, each with so many results, and a br_table to all of them. */
const wide = (blocks: number, results: number): Uint8Array =>
  wasm(bytes => {
    const many = new Array<number>(results).fill(i32)
    bytes
      .section(1, part => funcType(funcType(part.u(2), [i32], [i32]), [], many))
      .section(3, part => part.u(1).u(0))
      .section(7, part => part.u(1).text('f').bytes(0).u(0))
      .section(10, part => body(part.u(1), { code }))

    function code(code: Bytes): void {
      code.times(blocks, inner => inner.bytes(op.block, 1)).times(results, (inner, i) => inner.const(i))
      code.get(0).bytes(op.brTable)
      code.u(blocks - 1).times(blocks, (inner, i) => inner.u(i))
      code.times(blocks, inner => inner.bytes(op.end)).times(results - 1, inner => inner.bytes(op.add))
    }
  })

const moves: Readonly<Record<string, Case>> = {
  '9 labels that take 1000 operands': {
    bytes: () => wide(9, 1000),
    calls: calls([0, 3, 8, 9]),
  },
  '3000 labels that take 1000 operands': {
    bytes: () => wide(3000, 1000),
    calls: [],
    refused: /^too many operands moved by blocks, branches and calls: more than 3\d{4} \(at offset 0x/,
  },
}

judge({ ...expressions, ...signatures, ...tables, ...moves })
