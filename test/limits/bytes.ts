// Writes very large modules: bytes are appended to one growing buffer, and nothing recurses or spreads.
//
//   wasm(functions([{ params: [i32], results: [i32], code: code => code.get(0).bytes(0x45) }]))

export const i32 = 0x7f
export const i64 = 0x7e
export const f32 = 0x7d
export const f64 = 0x7c
export const funcref = 0x70
export const externref = 0x6f
export const empty = 0x40

export const op = {
  ...{ unreachable: 0x00, block: 0x02, loop: 0x03, if: 0x04, else: 0x05, end: 0x0b },
  ...{ br: 0x0c, brIf: 0x0d, brTable: 0x0e, return: 0x0f, call: 0x10, callIndirect: 0x11 },
  ...{
    drop: 0x1a,
    select: 0x1b,
    localGet: 0x20,
    localSet: 0x21,
    localTee: 0x22,
    globalGet: 0x23,
    globalSet: 0x24,
  },
  ...{ load: 0x28, store: 0x36, i32: 0x41, i64: 0x42 },
  ...{
    eqz: 0x45,
    gtS: 0x4a,
    add: 0x6a,
    sub: 0x6b,
    and: 0x71,
    mul: 0x6c,
    divS: 0x6d,
    xor: 0x73,
    add64: 0x7c,
    sub64: 0x7d,
    mul64: 0x7e,
  },
} as const

export class Bytes {
  #buffer = new Uint8Array(1024)
  length = 0

  get view(): Uint8Array {
    return this.#buffer.subarray(0, this.length)
  }

  #reserve(count: number): void {
    if (this.length + count <= this.#buffer.length) return
    const buffer = new Uint8Array(2 * (this.length + count))
    buffer.set(this.view)
    this.#buffer = buffer
  }

  bytes(...values: readonly number[]): this {
    return this.append(values)
  }

  append(values: ArrayLike<number>): this {
    this.#reserve(values.length)
    this.#buffer.set(values, this.length)
    this.length += values.length
    return this
  }

  /** An unsigned number. */
  u(value: number): this {
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes((rest % 128) + 128)
    return this.bytes(rest)
  }

  /** A signed number. */
  s(value: number): this {
    let rest = value
    for (; rest < -64 || rest > 63; rest = Math.floor(rest / 128))
      this.bytes((((rest % 128) + 128) % 128) + 128)
    return this.bytes(rest & 127)
  }

  text(value: string): this {
    const bytes = new TextEncoder().encode(value)
    return this.u(bytes.length).append(bytes)
  }

  /** The same as often as that. */
  times(count: number, write: (bytes: this, index: number) => unknown): this {
    for (let i = 0; i < count; i++) write(this, i)
    return this
  }

  /** The same until there are so many bytes. */
  until(length: number, write: (bytes: this, index: number) => unknown): this {
    for (let i = 0; this.length < length; i++) write(this, i)
    return this
  }

  /** A length and as many bytes. */
  sized(write: (bytes: Bytes) => unknown): this {
    const inner = new Bytes()
    write(inner)
    return this.u(inner.length).append(inner.view)
  }

  section(id: number, write: (bytes: Bytes) => unknown): this {
    return this.bytes(id).sized(write)
  }

  get(local: number): this {
    return this.bytes(op.localGet).u(local)
  }

  set(local: number): this {
    return this.bytes(op.localSet).u(local)
  }

  const(value: number): this {
    return this.bytes(op.i32).s(value)
  }
}

export const wasm = (write: (bytes: Bytes) => unknown): Uint8Array => {
  const bytes = new Bytes().bytes(0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
  write(bytes)
  return bytes.view.slice()
}

export interface Shape {
  readonly params?: readonly number[]
  readonly results?: readonly number[]
  /** Counts and types. */
  readonly locals?: readonly (readonly [count: number, type: number])[]
  /** The code without its last `end`. */
  readonly code: (code: Bytes) => unknown
}

const types = (bytes: Bytes, list: readonly number[]): Bytes => bytes.u(list.length).append(list)

/** A function type. */
export const funcType = (bytes: Bytes, params: readonly number[], results: readonly number[]): Bytes =>
  types(types(bytes.bytes(0x60), params), results)

export function body(bytes: Bytes, { locals = [], code }: Pick<Shape, 'locals' | 'code'>): Bytes {
  return bytes.sized(inner => {
    inner.u(locals.length)
    for (const [count, type] of locals) inner.u(count).bytes(type)
    code(inner)
    inner.bytes(op.end)
  })
}

/** A module of one function, exported as `f`, with a memory of one page. */
export const oneFunction = (shape: Shape): Uint8Array =>
  wasm(bytes =>
    bytes
      .section(1, part => funcType(part.u(1), shape.params ?? [], shape.results ?? []))
      .section(3, part => part.u(1).u(0))
      .section(5, part => part.u(1).bytes(0).u(1))
      .section(7, part => part.u(1).text('f').bytes(0).u(0))
      .section(10, part => body(part.u(1), shape)),
  )
