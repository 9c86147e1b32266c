// Locals, parameters and results: very many, used and unused, and functions that are taken in with all of
// theirs.
import { type Bytes, empty, externref, f32, f64, funcref, i32, i64, op } from '../bytes.js'
import { many, module, one, plain, repeat, room, type Table } from './module.js'

/** The most that there may be. */
const mostLocals = 50_000
const mostParams = 1000

/** How many functions of some bytes fit. */
const fitting = (bytes: number): number => Math.floor(room / bytes)

const unused = (...locals: readonly (readonly [number, number])[]): Uint8Array =>
  module({
    functions: many(fitting(4 + 5 * locals.length), () => ({ locals, code: code => code })),
  })

/** Each local is the one before it and something more. */
const chain = (
  type: number,
  increment: (code: Bytes) => unknown,
  toWord: (code: Bytes) => unknown,
): Uint8Array => {
  const count = fitting(11)
  return one({
    locals: [[count, type]],
    code: code => {
      code.times(count - 1, (inner, i) => {
        increment(inner.get(i))
        inner.set(i + 1)
      })
      toWord(code.get(count - 1))
    },
  })
}

/** A run of its own for each, of types that take turns. */
const runs = (): Uint8Array => {
  const types = [i32, i64, f32, f64]
  const count = fitting(2) - 100
  return one({
    locals: Array.from({ length: count }, (_, i) => [1, types[i % 4]!] as const),
    code: code => code.const(1).set(0).get(0),
  })
}

/** A function of so many locals that calls itself, which was still being translated after 100 s. */
const recursive = (count: number, calls: number): Uint8Array =>
  one({
    locals: [
      [1, i32],
      [count, i32],
    ],
    code: code =>
      code
        .get(0)
        .bytes(op.if, empty)
        .times(calls, inner => inner.bytes(op.call, 0, op.drop))
        .bytes(op.end)
        .get(count),
  })

/** Small functions with many locals, taken in by each other function. */
const takenIn = (type: number): Uint8Array =>
  module({
    types: [
      [[], [i64]],
      [[], [i64]],
    ],
    functions: many(fitting(38), i =>
      i === 0
        ? { locals: [[mostLocals, type]], code: code => code.bytes(op.i64, 7) }
        : { code: code => code.times(9, inner => inner.bytes(op.call, 0, op.drop)).bytes(op.call, 0) },
    ),
  })

/** Small functions that write all the locals they have. */
const takenInWritten = (): Uint8Array =>
  module({
    types: [[[], [i64]]],
    functions: many(fitting(38), i =>
      i === 0
        ? {
            locals: [[4, i64]],
            code: code => code.times(4, (inner, i) => inner.bytes(op.i64, i).set(i)).get(3),
          }
        : { code: code => code.times(9, inner => inner.bytes(op.call, 0, op.drop)).bytes(op.call, 0) },
    ),
  })

/** The last function but one gives a thousand, the last one takes them. */
const wideCalls = (type: number, callers: number, calls: number): Uint8Array =>
  module({
    types: [
      [[], []],
      [[], repeat(mostParams, type)],
      [repeat(mostParams, type), []],
    ],
    functions: [
      ...many(callers, () => ({
        code: code =>
          code.times(calls, inner =>
            inner
              .bytes(op.call)
              .u(callers)
              .bytes(op.call)
              .u(callers + 1),
          ),
      })),
      {
        type: 1,
        code: code =>
          code.times(mostParams, inner => (type === i32 ? inner.const(1) : inner.bytes(op.i64, 1))),
      },
      { type: 2, code: code => code },
    ],
  })

const fewCalls = (type: number): Uint8Array => {
  const values = repeat(6, type)
  return module({
    types: [
      [[], []],
      [[], values],
      [values, []],
    ],
    functions: [
      { name: 'f', code: code => code.times(1_600, inner => inner.bytes(op.call, 1, op.call, 2)) },
      {
        type: 1,
        code: code => code.times(6, inner => (type === i32 ? inner.const(1) : inner.bytes(op.i64, 1))),
      },
      { type: 2, code: code => code },
    ],
  })
}

/** Functions of a thousand parameters and as many results. */
const through = (type: number): Uint8Array =>
  module({
    types: [[repeat(mostParams, type), repeat(mostParams, type)]],
    functions: many(fitting(3000), () => ({
      code: code => code.times(mostParams, (inner, i) => inner.get(i)),
    })),
  })

export const locals: Table = {
  '50000 locals of i32, unused, in each function': () => unused([mostLocals, i32]),
  '50000 locals of i64, unused, in each function': () => unused([mostLocals, i64]),
  'locals of six types, unused, in each function': () =>
    unused([8000, i32], [8000, i64], [8000, f32], [8000, f64], [8000, funcref], [8000, externref]),
  'a run for each local': runs,
  'locals of i32 that follow from each other': () =>
    chain(
      i32,
      code => code.const(1).bytes(op.add),
      code => code,
    ),
  'locals of i64 that follow from each other': () =>
    chain(
      i64,
      code => code.bytes(op.i64, 3, op.add64),
      code => plain(code, 'i32.wrap_i64'),
    ),
  'locals of f32 that follow from each other': () =>
    chain(
      f32,
      code => plain(code, 'f32.sqrt'),
      code => plain(code, 'i32.trunc_sat_f32_s'),
    ),
  '49000 locals and a call of itself': () => recursive(49_000, 1),
  '49000 locals and thirty calls of itself': () => recursive(49_000, 30),
  '2000 locals and thirty calls of itself': () => recursive(2000, 30),
  'functions with 50000 locals taken in': () => takenIn(i32),
  'functions with 50000 locals of i64 taken in': () => takenIn(i64),
  'functions with written locals taken in': takenInWritten,
  '1000 results given to 1000 parameters': () => wideCalls(i32, 1, 10),
  '1000 results of i64 given to 1000 parameters': () => wideCalls(i64, 1, 10),
  '1000 results given to 1000 parameters in 40 functions': {
    bytes: () => wideCalls(i32, 40, 400),
    refused: /too many operands moved by blocks, branches and calls/,
  },
  '6 results given to 6 parameters': () => fewCalls(i32),
  '6 results of i64 given to 6 parameters': () => fewCalls(i64),
  'functions of 1000 parameters and results': () => through(i32),
  'functions of 1000 parameters and results of i64': {
    bytes: () => through(i64),
    values: repeat(mostParams, 1n),
  },
}
