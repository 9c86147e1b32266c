// Functions: very many, very small, calling each other or themselves; what each of their calls can cost.
import { type Bytes, empty, funcref, i32, i64, op } from '../bytes.js'
import { many, module, one, plain, repeat, room, type Table, type Type } from './module.js'

const word: Type = [[], [i32]]
const wide: Type = [[], [i64]]

/** Small functions of two words, each of which calls the next. */
const chain = (calls: number): Uint8Array => {
  const count = Math.floor(room / (14 + 4 * calls))
  return module({
    types: [wide],
    functions: many(count, i => ({
      code: code =>
        i === count - 1
          ? code.bytes(op.i64, 1)
          : code
              .get(0)
              .bytes(op.if, empty)
              .times(calls, inner =>
                inner
                  .bytes(op.call)
                  .u(i + 1)
                  .bytes(op.drop),
              )
              .bytes(op.end, op.i64, 2),
      locals: [[1, i32]],
    })),
  })
}

/** Small functions that call themselves, so that they take themselves in. */
const recursive = (calls: number, type: Type): Uint8Array =>
  module({
    types: [[[i32], type[1]]],
    functions: many(Math.floor(room / (17 + 8 * calls)), i => ({
      code: code => {
        code.get(0).bytes(op.if, empty)
        code.times(calls, inner => inner.get(0).const(1).bytes(op.sub, op.call).u(i).bytes(op.drop))
        code.bytes(op.end)
        if (type === wide) code.bytes(op.i64, 2)
        else code.const(2)
      },
    })),
  })

/** The same with a loop and variables of 64 bits. */
const recursiveLoop = (): Uint8Array =>
  module({
    types: [[[i32], [i64]]],
    functions: many(Math.floor(room / 40), i => ({
      locals: [[2, i64]],
      code: code =>
        code
          .get(0)
          .bytes(op.if, empty, op.loop, empty)
          .get(0)
          .const(1)
          .bytes(op.sub)
          .bytes(op.localTee, 0, op.call)
          .u(i)
          .get(1)
          .bytes(op.add64)
          .set(1)
          .get(0)
          .bytes(op.brIf, 0, op.end, op.end)
          .get(1),
    })),
  })

const tiny = (count: number): Uint8Array => module({ functions: many(count, () => ({ code: code => code })) })

/** Each calls the next, in rows: how deep calls of different functions go is a matter of the engine's stack. */
const ring = (): Uint8Array => {
  const count = 11_000
  const row = 500
  return module({
    types: [word],
    functions: many(count, i => ({
      code: code => (i % row === row - 1 ? code.const(1) : code.bytes(op.call).u(i + 1)),
    })),
  })
}

const table = (entries: readonly number[]) => ({
  tables: (bytes: Bytes) => bytes.u(1).bytes(funcref, 0).u(entries.length),
  elements: (bytes: Bytes) =>
    bytes
      .u(1)
      .bytes(0, op.i32, 0, op.end)
      .u(entries.length)
      .times(entries.length, (inner, i) => inner.u(entries[i]!)),
})

const second = (code: (code: Bytes) => unknown, types: readonly Type[], more = {}): Uint8Array =>
  module({
    types,
    functions: [
      { name: 'f', code },
      {
        type: 1,
        code: inner => inner.times(types[1]![0].length === 0 ? 1 : types[1]![0].length, i => i.get(0)),
      },
    ],
    more,
  })

export const calls: Table = {
  'functions of one byte': () => tiny(24_000),
  'functions of one byte, all exported': () =>
    module({ functions: many(7_000, i => ({ name: `${i}`, code: code => code }), 7_000) }),
  'functions of two words that call the next': () => chain(1),
  'functions of two words that call the next five times': () => chain(5),
  'functions that call themselves': () => recursive(1, word),
  'functions that call themselves twice': () => recursive(2, word),
  'functions that call themselves ten times': () => recursive(10, word),
  'functions of two words that call themselves twice': () => recursive(2, wide),
  'functions that call themselves in a loop': recursiveLoop,
  'functions that each call the next': ring,
  'a function that calls 20000 times': () =>
    module({
      types: [word],
      functions: [
        { name: 'f', code: code => code.until(room, inner => inner.bytes(op.call, 1, op.drop)).const(1) },
        { code: code => code.const(1) },
      ],
    }),
  'a function that calls all others': () =>
    module({
      types: [word],
      functions: many(9_000, i => ({
        code: code =>
          i === 8_999
            ? code.times(8_999, (inner, n) => inner.bytes(op.call).u(n).bytes(op.drop)).const(1)
            : code.const(1),
      })),
    }),
  'calls within the operands of calls': () =>
    module({
      types: [word, [[i32], [i32]]],
      functions: [
        { name: 'f', code: code => code.const(1).until(room, inner => inner.bytes(op.call, 1)) },
        { type: 1, code: code => code.get(0) },
      ],
    }),
  'calls of functions of two words that are taken in': () =>
    module({
      types: [word, [[i64], [i64]]],
      functions: [
        ...many(20, () => ({
          code: code =>
            plain(
              code.bytes(op.i64, 1).times(2000, inner => inner.bytes(op.call, 20)),
              'i32.wrap_i64',
            ),
        })),
        { type: 1, code: code => code.get(0).bytes(op.i64, 1, op.add64) },
      ],
    }),
  'call_indirect by each other': () =>
    module({
      types: [word, [[i32], [i32]]],
      functions: [
        {
          name: 'f',
          code: code => code.const(1).until(room, inner => inner.const(0).bytes(op.callIndirect, 1, 0)),
        },
        { type: 1, code: code => code.get(0) },
      ],
      more: table(repeat(10, 1)),
    }),
  'call_indirect in a loop': () =>
    module({
      types: [word, [[i64], [i64]]],
      functions: [
        {
          name: 'f',
          locals: [[1, i32]],
          code: code =>
            code
              .bytes(op.loop, empty)
              .until(room, inner => inner.bytes(op.i64, 1).const(0).bytes(op.callIndirect, 1, 0, op.drop))
              .get(0)
              .bytes(op.brIf, 0, op.end)
              .get(0),
        },
        { type: 1, code: code => code.get(0) },
      ],
      more: table(repeat(10, 1)),
    }),
  'ref.func and table.set': () =>
    one(
      {
        code: code => code.until(room, inner => inner.const(1).bytes(0xd2, 0, 0x26, 0)).const(1),
      },
      table(repeat(10, 0)),
    ),
  'table.get and ref.is_null': () =>
    one(
      { code: code => code.until(room, inner => inner.const(1).bytes(0x25, 0, 0xd1, op.drop)).const(1) },
      table(repeat(10, 0)),
    ),
  'select of references': () =>
    one({
      code: code =>
        code
          .until(room, inner =>
            inner.bytes(0xd0, funcref, 0xd0, funcref).const(0).bytes(0x1c, 1, funcref, op.drop),
          )
          .const(1),
    }),
  'calls of 1000 results that are dropped': () =>
    module({
      types: [word, [[], repeat(1000, i32)]],
      functions: [
        ...many(90, () => ({
          code: code =>
            code
              .bytes(op.call)
              .u(90)
              .times(1000, inner => inner.bytes(op.drop))
              .const(1),
        })),
        { type: 1, code: code => code.times(1000, inner => inner.const(1)) },
      ],
    }),
  'memory.grow by nothing': () =>
    one({ code: code => code.until(room, inner => inner.const(0).bytes(0x40, 0, op.drop)).const(1) }),
  'memory.grow and stores': () =>
    second(
      code =>
        code
          .until(room, inner =>
            inner.const(0).bytes(0x40, 0, op.drop).const(8).const(1).bytes(op.store, 2, 0),
          )
          .const(1),
      [word, [[i32], [i32]]],
    ),
  'globals read and written': () =>
    one(
      {
        code: code =>
          code
            .until(room - 6000, (inner, i) =>
              inner
                .bytes(op.globalGet)
                .u(i % 1000)
                .bytes(op.globalSet)
                .u((i * 7) % 1000),
            )
            .const(1),
      },
      {
        globals: bytes => bytes.u(1000).times(1000, inner => inner.bytes(i64, 1, op.i64, 1, op.end)),
      },
    ),
}
