// The judge of helpers: the host's own WebAssembly. A module of tiny functions is put together byte by byte;
// floats come in and go out as integers, so that no bit of a NaN is lost on the way.

export type Native = (...args: (number | bigint)[]) => number | bigint

/** The host's; its types are not those of this project's own namespace. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

export type Word = 'i32' | 'i64' | 'f32' | 'f64'

export interface NativeFunction {
  readonly params: readonly Word[]
  readonly result: Word
  /** The bytes of the instruction. */
  readonly code: readonly number[]
}

/** `native('i64 i64 -> i64', 0x7f)` */
export function native(signature: string, ...code: readonly number[]): NativeFunction {
  const [params, result] = signature.split(' -> ')
  return { params: params!.split(' ') as Word[], result: result as Word, code }
}

const vector = (items: readonly (readonly number[])[]) => [...leb(items.length), ...items.flat()]

function leb(n: number): readonly number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)]
}

const section = (id: number, body: readonly number[]) => [id, ...leb(body.length), ...body]
const outside = { i32: 0x7f, i64: 0x7e, f32: 0x7f, f64: 0x7e } as const
const fromInteger = { i32: [], i64: [], f32: [0xbe], f64: [0xbf] } as const
const toInteger = { i32: [], i64: [], f32: [0xbc], f64: [0xbd] } as const

function body({ params, result, code }: NativeFunction): readonly number[] {
  const pushes = params.flatMap((type, i) => [0x20, i, ...fromInteger[type]])
  const bytes = [0, ...pushes, ...code, ...toInteger[result], 0x0b]
  return [...leb(bytes.length), ...bytes]
}

/** Instantiates them; an f32 becomes an i32 and an f64 an i64 in every signature. */
export function instantiate<Name extends string>(
  functions: Readonly<Record<Name, NativeFunction>>,
): Readonly<Record<Name, Native>> {
  const rows = Object.entries<NativeFunction>(functions)
  const types = rows.map(([, { params, result }]) => [
    0x60,
    ...vector(params.map(type => [outside[type]])),
    1,
    outside[result],
  ])
  const bytes = new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(3, vector(rows.map((_, i) => leb(i)))),
    ...section(7, vector(rows.map(([name], i) => [name.length, ...Buffer.from(name), 0, ...leb(i)]))),
    ...section(10, vector(rows.map(([, row]) => body(row)))),
  ])
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  return exports as Record<Name, Native>
}

/** The value, or the message of what was thrown. V8's traps are put into the standard's words. */
export function outcome(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    const { message } = error as Error
    return words[message] ?? message
  }
}

const words: Readonly<Record<string, string>> = {
  'divide by zero': 'integer divide by zero',
  'remainder by zero': 'integer divide by zero',
  'divide result unrepresentable': 'integer overflow',
}

/** A repeatable source of random words. */
export function randomWords(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return t ^ (t >>> 14)
  }
}

/** Random words of every size, near powers of two as often as not. */
export function randomSizes(seed: number): () => number {
  const next = randomWords(seed)
  return () => {
    const shape = next()
    const word = next() >> (shape & 31)
    if (shape & 64) return ((1 << (word & 31)) + ((word >>> 8) & 3) - 1) | 0
    return shape & 32 ? word : (word >>> (shape & 31)) | 0
  }
}

export const edges32 = [
  0, 1, 2, 3, 5, 7, 10, 31, 32, 33, 63, 64, 127, 128, 255, 65535, 65536, 0x1fffff, 0x200000, 0x7ffffffe,
  0x7fffffff, -0x80000000, -0x7fffffff, -65536, -65537, -0x200000, -0x200001, -64, -10, -3, -2, -1,
] as const

export const wide = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low >>> 0)

export const edgesF32 = [
  0, 0x80000000, 1, 0x80000001, 0x7fffff, 0x800000, 0x3effffff, 0x3f000000, 0x3f000001, 0xbf000000,
  0x3f800000, 0xbf800000, 0x3fc00000, 0x40200000, 0xc0200000, 0x4affffff, 0x4b000000, 0xcb000001, 0x4effffff,
  0x4f000000, 0xcf000000, 0xcf000001, 0x4f7fffff, 0x4f800000, 0x5effffff, 0x5f000000, 0xdf000000, 0xdf000001,
  0x5f7fffff, 0x5f800000, 0x7f7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001,
  0x7fa00000, 0xffa00000, 0x7fbfffff, 0x7fc00001, 0x7fd12345, 0x7fb12345, 0x7fffffff, 0xffffffff, 0x7f800008,
  0x7f800007,
].map(bits => bits | 0)

export const edgesF64 = [
  ...[0, -0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, -0.9999999999999999, 1, -1, 5e-324, 1.7e308],
  ...[
    2147483647, 2147483647.5, 2147483648, -2147483648, -2147483648.9, -2147483649, 4294967295.9, 4294967296,
  ],
  ...[2 ** 51 + 0.5, 2 ** 52 - 0.5, -(2 ** 52) + 0.5, 2 ** 52, 2 ** 53, -(2 ** 53) - 2, 2 ** 63, -(2 ** 63)],
  ...[2 ** 63 - 1024, -(2 ** 63) - 2048, 2 ** 64, 2 ** 64 - 2048, Infinity, -Infinity],
].map(bitsOf)

export const nansF64 = [
  0x7ff8000000000000n,
  0xfff8000000000000n,
  0x7ff0000000000001n,
  0xfff0000000000001n,
  0x7ff4000000000000n,
  0x7ff9234567890abcn,
  0x7ff1234567890abcn,
  0xffffffffffffffffn,
  0x7ff7ffffffffffffn,
  0x7ff8000000000001n,
  0x7ff0000020000000n,
  0xfffffffe00000001n,
].map(bits => BigInt.asIntN(64, bits))

function bitsOf(x: number): bigint {
  return new BigInt64Array(new Float64Array([x]).buffer)[0]!
}
