// Sections: very many of everything that a module can declare, names of every length, sizes that are huge.
import { type Bytes, externref, f64, funcref, funcType, i32, i64, op } from '../bytes.js'
import {
  many,
  module,
  type Part,
  repeat,
  room,
  sections,
  type Table,
  type Type,
  type Write,
  writeTypes,
} from './module.js'

const word: Type = [[], [i32]]
const times =
  (count: number, write: (bytes: Bytes, index: number) => unknown): Write =>
  bytes =>
    bytes.u(count).times(count, write)

/** One function that gives a number, 1 unless said otherwise, among whatever else there is. */
const among = (
  more: Parameters<typeof sections>[0],
  code: Part['code'] = inner => inner.const(1),
): Uint8Array => module({ types: [word], functions: [{ name: 'f', code }], more })

/** The digits of a number as types. */
const digits = (number: number): number[] =>
  [...number.toString(4)].map(digit => [i32, i64, f64, externref][Number(digit)]!)

/** Functions of types that are all different, all exported. */
const distinctTypes = (count: number): Uint8Array =>
  module({
    types: Array.from({ length: count }, (_, i): Type => [digits(i), [i32]]),
    functions: many(count, i => ({ name: `${i}`, type: i, code: code => code.const(1) }), count),
  })

const manyImports = (count: number, write: (bytes: Bytes, index: number) => unknown): Uint8Array =>
  sections({ types: writeTypes([word]), imports: times(count, write) })

const deepConstant = (code: Bytes): Bytes =>
  code
    .times(32_000, inner => inner.const(1))
    .times(31_999, inner => inner.bytes(op.add))
    .bytes(op.end)

const zeroGlobal = (bytes: Bytes): Bytes => bytes.bytes(i32, 1, op.i32, 0, op.end)

/** A table of that many elements. */
const tableOf = (size: number) => (bytes: Bytes) => bytes.bytes(funcref, 0).u(size)

/** The number 0 in as many bytes as it may have. */
const longZero = [0x80, 0x80, 0x80, 0x80, 0x00]

const name = (bytes: Bytes, text: string): Bytes => bytes.text(text)

const custom =
  (title: string, write: Write): Write =>
  bytes => {
    name(bytes, title)
    write(bytes)
  }

const start = (bytes: Bytes): Bytes => bytes.u(0)

export const bySection: Table = {
  'types, all different, all exported': () => distinctTypes(4100),
  'types of nothing': () =>
    among({
      types: times(32_000, (bytes, i) => (i === 0 ? funcType(bytes, [], [i32]) : funcType(bytes, [], []))),
    }),
  'types of a thousand parameters': () =>
    among({
      types: times(95, (bytes, i) =>
        i === 0 ? funcType(bytes, [], [i32]) : funcType(bytes, [...repeat(1000 - 10, i32), ...digits(i)], []),
      ),
    }),
  'types in groups': {
    bytes: () =>
      among({
        types: times(18_000, (bytes, i) =>
          i === 0 ? funcType(bytes, [], [i32]) : funcType(bytes.bytes(0x4e, 1), [], []),
        ),
      }),
    refused: /garbage collection is not supported/,
  },
  'imports of functions': () => manyImports(14_000, bytes => name(name(bytes, 'm'), 'f').bytes(0, 0)),
  'imports of functions with names of their own': () =>
    manyImports(8_000, (bytes, i) => name(name(bytes, 'm'), `f${i}`).bytes(0, 0)),
  'imports of globals': () => manyImports(12_000, bytes => name(name(bytes, 'm'), 'g').bytes(3, i32, 0)),
  'an import with a name of 90000 bytes': () =>
    manyImports(1, bytes => name(name(bytes, 'm'), 'f'.repeat(90_000)).bytes(0, 0)),
  'exports of one function': () =>
    among({ exports: times(14_000, (bytes, i) => name(bytes, `${i}`).bytes(0, 0)) }),
  'exports with names of 300 characters': () =>
    among({
      exports: times(320, (bytes, i) => name(bytes, `${i}\u{1f600}`.padEnd(300, '\u0000')).bytes(0, 0)),
    }),
  'an export with a name of 90000 bytes': () =>
    among({ exports: times(1, bytes => name(bytes, '\u{10ffff}'.repeat(22_500)).bytes(0, 0)) }),
  globals: () => among({ globals: times(19_000, zeroGlobal) }),
  'globals of i64': () => among({ globals: times(19_000, bytes => bytes.bytes(i64, 1, op.i64, 0, op.end)) }),
  'globals that are each the one before': () =>
    among({
      globals: times(14_000, (bytes, i) =>
        i === 0
          ? bytes.bytes(i32, 0, op.i32, 1, op.end)
          : bytes
              .bytes(i32, 0, op.globalGet)
              .u(i - 1)
              .bytes(op.end),
      ),
    }),
  'globals that are exported': () =>
    among({
      globals: times(7_000, zeroGlobal),
      exports: times(7_000, (bytes, i) => name(bytes, `${i}`).bytes(3).u(i)),
    }),
  'globals that refer to functions': () =>
    among({ globals: times(19_000, bytes => bytes.bytes(funcref, 0, 0xd2, 0, op.end)) }),
  'a global of a long constant expression': () =>
    among({ globals: times(1, bytes => deepConstant(bytes.bytes(i32, 0))) }),
  'tables of no element': () => among({ tables: times(30_000, tableOf(0)) }),
  'tables of an element': () => among({ tables: times(30_000, tableOf(1)) }),
  'twelve tables of ten million elements': () => among({ tables: times(12, tableOf(10_000_000)) }),
  'a table of ten million elements, written at its end': () =>
    among({ tables: times(1, tableOf(10_000_000)) }, code =>
      code.const(9_999_999).bytes(0xd0, funcref, 0x26, 0).const(9_999_998).bytes(0xd2, 0, 0x26, 0).const(1),
    ),
  'tables of ten million elements, each filled': () =>
    among({ tables: times(3, tableOf(10_000_000)) }, code =>
      code
        .times(3, (inner, i) => inner.const(0).bytes(0xd0, funcref).const(10_000_000).bytes(0xfc, 0x11).u(i))
        .const(1),
    ),
  'a memory of 65536 pages': () => among({ memories: times(1, bytes => bytes.bytes(0).u(65_536)) }),
  'memories of no page': () => among({ memories: times(30_000, bytes => bytes.bytes(0).u(0)) }),
  'memories of a page': () => among({ memories: times(900, bytes => bytes.bytes(0).u(1)) }),
  'a memory that grows to all there is': {
    reads: 16_401,
    bytes: () =>
      among({}, code =>
        code
          .times(8, inner => inner.const(1).bytes(0x40, 0, op.drop))
          .const(8192)
          .bytes(0x40, 0),
      ),
  },
  'element segments of nothing': () =>
    among({
      tables: times(1, tableOf(10)),
      elements: times(19_000, bytes => bytes.bytes(0, op.i32, 0, op.end, 0)),
    }),
  'element segments of a function': () =>
    among({
      tables: times(1, tableOf(10)),
      elements: times(16_000, bytes => bytes.bytes(0, op.i32, 3, op.end, 1, 0)),
    }),
  'passive element segments': () => among({ elements: times(19_000, bytes => bytes.bytes(1, 0, 1, 0)) }),
  'an element segment of 90000 functions': () =>
    among({
      tables: times(1, tableOf(100_000)),
      elements: times(1, bytes =>
        bytes
          .bytes(0, op.i32, 0, op.end)
          .u(90_000)
          .times(90_000, inner => inner.u(0)),
      ),
    }),
  'an element segment of 30000 expressions': () =>
    among({
      tables: times(1, tableOf(100_000)),
      elements: times(1, bytes =>
        bytes
          .bytes(4, op.i32, 0, op.end)
          .u(30_000)
          .times(30_000, inner => inner.bytes(0xd2, 0, op.end)),
      ),
    }),
  'data segments of nothing': () =>
    among({ data: times(19_000, bytes => bytes.bytes(0, op.i32, 0, op.end, 0)) }),
  'data segments of a byte': () =>
    among({ data: times(16_000, bytes => bytes.bytes(0, op.i32, 9, op.end, 1, 7)) }),
  'passive data segments': () => among({ data: times(32_000, bytes => bytes.bytes(1, 1, 7)) }),
  'a data segment that does not fit': () =>
    among({ data: times(16_000, bytes => bytes.bytes(0, op.i32).s(-1).bytes(op.end, 1, 7)) }),
  'numbers in as many bytes as they may have': () =>
    module({
      types: [word],
      functions: [
        {
          name: 'f',
          locals: [[1, i32]],
          code: code =>
            code.until(room, inner => inner.bytes(op.localGet, ...longZero, op.localSet, ...longZero)).get(0),
        },
      ],
    }),
  'a custom section of 90000 bytes': () =>
    among({ custom: custom('x', bytes => bytes.append(new Uint8Array(90_000))) }),
  'custom sections of a byte': () => {
    const first = among({})
    const rest = new Uint8Array(24_000 * 4).map((_, i) => [0, 2, 1, 0x61][i % 4]!)
    return new Uint8Array([...first, ...rest])
  },
  'names for functions that are not there': () =>
    among({
      custom: custom('name', bytes =>
        bytes
          .bytes(1)
          .sized(inner => inner.u(14_000).times(14_000, (each, i) => each.u(4_294_900_000 + i).text('a'))),
      ),
    }),
  'one name for a function, again and again': () =>
    among({
      custom: custom('name', bytes =>
        bytes.times(16_000, inner => inner.bytes(1).sized(part => part.u(1).u(0).text('a'))),
      ),
    }),
  'names of locals': () =>
    among({
      custom: custom('name', bytes =>
        bytes
          .bytes(2)
          .sized(inner =>
            inner.u(9_000).times(9_000, (each, i) => each.u(i).u(1).u(4_294_967_295).text('a')),
          ),
      ),
    }),
  'a start function of many calls': () =>
    module({
      functions: [
        { name: 'f', code: code => code.until(room, inner => inner.bytes(op.call, 1)) },
        { code: code => code },
      ],
      more: { start },
    }),
  'a start function that calls itself without end': () =>
    module({ functions: [{ name: 'f', code: code => code.bytes(op.call, 0) }], more: { start } }),
  'a start function that traps': () =>
    module({ functions: [{ name: 'f', code: code => code.bytes(op.unreachable) }], more: { start } }),
}
