// Writes small modules for tests: the sections by name, their entries as bytes.

/** Value types and the like. */
export const [i32, i64, f32, f64, funcref, externref] = [0x7f, 0x7e, 0x7d, 0x7c, 0x70, 0x6f]

/** Kinds of imports and exports. */
export const kinds = { func: 0, table: 1, memory: 2, global: 3 } as const

type Bytes = readonly number[]

/** An unsigned number. */
export function unsigned(value: number): Bytes {
  const byte = value % 128
  return value < 128 ? [byte] : [byte + 128, ...unsigned(Math.floor(value / 128))]
}

/** A signed number. */
export function signed(value: bigint | number): Bytes {
  const number = BigInt(value)
  const byte = Number(BigInt.asUintN(7, number))
  const rest = number >> 7n
  const isLast = (rest === 0n && byte < 64) || (rest === -1n && byte >= 64)
  return isLast ? [byte] : [byte + 128, ...signed(rest)]
}

export const text = (value: string): Bytes => {
  const bytes = [...new TextEncoder().encode(value)]
  return [...unsigned(bytes.length), ...bytes]
}

const vector = (items: readonly Bytes[]): Bytes => [...unsigned(items.length), ...items.flat()]

export interface Parts {
  readonly types?: readonly (readonly [params: Bytes, results: Bytes])[]
  readonly imports?: readonly (readonly [module: string, name: string, type: Bytes])[]
  /** Type index, and code without the last `end`. */
  readonly functions?: readonly (readonly [type: number, code: Bytes])[]
  readonly tables?: readonly Bytes[]
  readonly memories?: readonly Bytes[]
  readonly globals?: readonly Bytes[]
  readonly exports?: readonly (readonly [name: string, kind: keyof typeof kinds, index: number])[]
  readonly start?: number
  readonly elements?: readonly Bytes[]
  readonly data?: readonly Bytes[]
  readonly custom?: readonly (readonly [name: string, content: Bytes])[]
}

const section = (id: number, content: Bytes): Bytes => [id, ...unsigned(content.length), ...content]

const list = (id: number, items: readonly Bytes[] = []): Bytes =>
  items.length === 0 ? [] : section(id, vector(items))

function body(code: Bytes): Bytes {
  const content = [0, ...code, 0x0b]
  return [...unsigned(content.length), ...content]
}

export function wasm(parts: Parts): Uint8Array {
  const { types = [], imports = [], functions = [], exports = [], custom = [] } = parts
  const bytes = (values: Bytes) => vector(values.map(value => [value]))
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...list(
      1,
      types.map(([params, results]) => [0x60, ...bytes(params), ...bytes(results)]),
    ),
    ...list(
      2,
      imports.map(([module, name, type]) => [...text(module), ...text(name), ...type]),
    ),
    ...list(
      3,
      functions.map(([type]) => unsigned(type)),
    ),
    ...list(4, parts.tables),
    ...list(5, parts.memories),
    ...list(6, parts.globals),
    ...list(
      7,
      exports.map(([name, kind, index]) => [...text(name), kinds[kind], ...unsigned(index)]),
    ),
    ...(parts.start === undefined ? [] : section(8, unsigned(parts.start))),
    ...list(9, parts.elements),
    ...list(
      10,
      functions.map(([, code]) => body(code)),
    ),
    ...list(11, parts.data),
    ...custom.flatMap(([name, content]) => section(0, [...text(name), ...content])),
  ])
}
