// Modules with very many of something: functions, globals, types, imports, exports, segments, tables; and names
// that are very long.
import { type Bytes, body, funcType, i32, i64, op, wasm } from './bytes.js'
import { type Case, judge } from './judge.js'

type Write = (bytes: Bytes) => unknown

/** One function `f` of type 0, `(i32) -> i32`, among all that stands before it. */
interface Parts {
  readonly before?: Write
  readonly between?: Write
  readonly after?: Write
  readonly index?: number
  readonly code: Write
}

const unary: Write = bytes => funcType(bytes, [i32], [i32])

const types = (bytes: Bytes): Bytes => bytes.section(1, part => unary(part.u(1)))

function module({ before = types, between, after, index = 0, code }: Parts): Uint8Array {
  return wasm(bytes => {
    before(bytes)
    bytes.section(3, part => part.u(1).u(0))
    between?.(bytes)
    bytes.section(7, part => part.u(1).text('f').bytes(0).u(index))
    bytes.section(10, part => body(part.u(1), { code }))
    after?.(bytes)
  })
}

/** Each function adds its number; the last one calls all others. */
const functions = (count: number): Uint8Array =>
  wasm(bytes =>
    types(bytes)
      .section(3, part => part.u(count).times(count, inner => inner.u(0)))
      .section(7, part =>
        part
          .u(1)
          .text('f')
          .bytes(0)
          .u(count - 1),
      )
      .section(10, part => {
        part.u(count)
        part.times(count - 1, (inner, i) => body(inner, { code: code => code.get(0).const(i).bytes(op.add) }))
        body(part, {
          code: code => code.get(0).times(count - 1, (inner, i) => inner.bytes(op.call).u(i)),
        })
      }),
  )

/** Function `i` adds one and calls, by a table of all, function `i / 2`; all are exported. */
const tabled = (count: number): Uint8Array =>
  wasm(bytes =>
    types(bytes)
      .section(3, part => part.u(count).times(count, inner => inner.u(0)))
      .section(4, part => part.u(1).bytes(0x70, 0).u(count))
      .section(7, part => part.u(count).times(count, (inner, i) => inner.text(`f${i}`).bytes(0).u(i)))
      .section(9, part => {
        part.u(1).bytes(0).const(0).bytes(op.end).u(count)
        part.times(count, (inner, i) => inner.u(i))
      })
      .section(10, part => {
        body(part.u(count), { code: code => code.get(0) })
        part.times(count - 1, (inner, i) =>
          body(inner, {
            code: code => {
              code.get(0).const(1).bytes(op.add)
              code.const((i + 1) >> 1).bytes(op.callIndirect, 0, 0)
            },
          }),
        )
      }),
  )

/** Mutable globals; the function adds some thousand of them, and counts the last. */
const globals = (count: number): Uint8Array =>
  module({
    between: bytes =>
      bytes.section(6, part =>
        part.u(count).times(count, (inner, i) => inner.bytes(i32, 1).const(i).bytes(op.end)),
      ),
    code: code => {
      code
        .bytes(op.globalGet)
        .u(count - 1)
        .get(0)
        .bytes(op.add, op.globalSet)
        .u(count - 1)
        .const(0)
      code.times(2000, (inner, i) =>
        inner
          .bytes(op.globalGet)
          .u(count - 1 - 7 * i)
          .bytes(op.add),
      )
    },
  })

/** Types, one of which in three is that of the function in the table. */
const manyTypes = (count: number): Uint8Array =>
  module({
    before: bytes =>
      bytes.section(1, part =>
        part
          .u(count)
          .times(count, (inner, i) =>
            i % 3 === 0 ? unary(inner) : funcType(inner, new Array(i % 11).fill(i64), [i32]),
          ),
      ),
    between: bytes => bytes.section(4, part => part.u(1).bytes(0x70, 0).u(1)),
    code: code =>
      code
        .const(1)
        .get(0)
        .bytes(op.callIndirect)
        .u(count - 1)
        .u(0),
  })

const manyExports = (count: number): Uint8Array =>
  wasm(bytes =>
    types(bytes)
      .section(3, part => part.u(1).u(0))
      .section(7, part => part.u(count).times(count, (inner, i) => inner.text(`f${i}`).bytes(0, 0)))
      .section(10, part => body(part.u(1), { code: code => code.get(0) })),
  )

/** All imports are one function of the host. */
const manyTables = (count: number): Uint8Array =>
  module({
    between: bytes => bytes.section(4, part => part.u(count).times(count, inner => inner.bytes(0x70, 0, 1))),
    code: code =>
      code
        .bytes(0xfc, 0x10)
        .u(count - 1)
        .get(0)
        .bytes(op.add),
  })

const manySegments = (count: number): Uint8Array =>
  module({
    between: bytes => bytes.section(5, part => part.u(1).bytes(0, 2)),
    after: bytes =>
      bytes.section(11, part =>
        part.u(count).times(count, (inner, i) =>
          inner
            .u(0)
            .const(i)
            .bytes(op.end)
            .u(1)
            .bytes(i % 251),
        ),
      ),
    code: code => code.get(0).bytes(op.load, 0, 0),
  })

const named = (length: number): Uint8Array =>
  wasm(bytes =>
    types(bytes)
      .section(3, part => part.u(1).u(0))
      .section(7, part => part.u(1).text('f'.repeat(length)).bytes(0, 0))
      .section(10, part => body(part.u(1), { code: code => code.get(0) })),
  )

const cases: Readonly<Record<string, Case>> = {
  '100000 functions': { bytes: () => functions(100_000), calls: [['f', 1]] },
  '100000 functions in a table, all exported': {
    bytes: () => tabled(100_000),
    calls: [
      ['f0', 1],
      ['f99999', 2],
      ['f65536', 3],
    ],
  },
  '200000 globals': {
    bytes: () => globals(200_000),
    calls: [
      ['f', 1],
      ['f', 2],
    ],
  },
  '100000 types': { bytes: () => manyTypes(99_999 + 1), calls: [['f', 0]] },
  '100000 exports': { bytes: () => manyExports(100_000), calls: [['f99999', 5]] },
  '20000 tables': { bytes: () => manyTables(20_000), calls: [['f', 5]] },
  '100000 data segments': {
    bytes: () => manySegments(100_000),
    calls: [
      ['f', 0],
      ['f', 99_996],
    ],
  },
  'a name of 100000 bytes': { bytes: () => named(100_000), calls: [['f'.repeat(100_000), 5]] },
  'a name of 100001 bytes': { bytes: () => named(100_001), calls: [], refused: /too many bytes of a name/ },
  'more functions than there may be': {
    bytes: () => wasm(bytes => types(bytes).section(3, part => part.u(1_000_001))),
    calls: [],
    refused: /too many functions/,
  },
}

judge(cases)
