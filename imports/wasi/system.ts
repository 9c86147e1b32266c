// What a guest of WASI is surrounded by: its arguments and environment, its open files, clocks, a source of
// randomness. All of it is given from outside, as plain functions, so that it works wherever JavaScript
// runs; what is not given is harmless: no arguments, empty input, discarded output, the clocks and
// randomness of the host.
import { Guest } from '../guest.js'
import { fail } from './errno.js'
import {
  type Input,
  inputFile,
  type OpenFile,
  type Output,
  outputFile,
  type Read,
  type Write,
} from './files.js'

/** Nanoseconds. */
export interface Clock {
  /** Since 1970. */
  realtime(): bigint
  /** Since some moment; never goes back. */
  monotonic(): bigint
  /** How fine each of them is; a millisecond and a microsecond if not said. */
  readonly resolution?: { readonly realtime: bigint; readonly monotonic: bigint }
  /** Returns after so many nanoseconds. */
  sleep(nanoseconds: bigint): void
}

export interface WasiOptions {
  /** The first is the name of the program. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Text, bytes, or where to read them. */
  readonly stdin?: string | Uint8Array | Read | Input
  readonly stdout?: Write | Output
  readonly stderr?: Write | Output
  readonly clock?: Partial<Clock>
  /** Fills the whole buffer. */
  readonly random?: (buffer: Uint8Array) => void
}

const encoder = new TextEncoder()

function encode(text: string, what: string): Uint8Array {
  if (text.includes('\0')) throw new TypeError(`${what} invalid: contains NUL character`)
  return encoder.encode(text)
}

function variable([key, value]: readonly [string, string]): Uint8Array {
  if (key === '') throw new TypeError('environ invalid: empty key')
  if (key.includes('=')) throw new TypeError("environ invalid: key contains '=' character")
  return encode(`${key}=${value}`, 'environ')
}

/** A reader over what is there already. */
function readerOf(content: Uint8Array): Read {
  let at = 0
  return buffer => {
    const part = content.subarray(at, at + buffer.length)
    buffer.set(part)
    at += part.length
    return part.length
  }
}

function inputOf(stdin: WasiOptions['stdin'] = ''): Input {
  if (typeof stdin === 'function') return { read: stdin }
  if (typeof stdin === 'string') return { read: readerOf(encoder.encode(stdin)) }
  return stdin instanceof Uint8Array ? { read: readerOf(stdin) } : stdin
}

const outputOf = (output: Write | Output = () => undefined): Output =>
  typeof output === 'function' ? { write: output } : output

/** getRandomValues fills at most this much at a time, and no shared memory. */
const randomChunk = 65536

function hostRandom(buffer: Uint8Array): void {
  for (let at = 0; at < buffer.length; at += randomChunk) {
    const length = Math.min(randomChunk, buffer.length - at)
    buffer.set(globalThis.crypto.getRandomValues(new Uint8Array(length)), at)
  }
}

function hostSleep(nanoseconds: bigint): void {
  const end = performance.now() + Number(nanoseconds) / 1e6
  const cell = new Int32Array(new SharedArrayBuffer(4))
  // Atomics.wait may return a little early; the loop also serves a host whose main thread may not wait.
  for (let rest = end - performance.now(); rest > 0; rest = end - performance.now()) {
    Atomics.wait(cell, 0, 0, rest)
  }
}

const hostClock: Clock = {
  realtime: () => BigInt(Date.now()) * 1_000_000n,
  monotonic: () => BigInt(Math.round(performance.now() * 1000)) * 1000n,
  sleep: hostSleep,
}

/** The running program ends: thrown by `proc_exit` through the guest's frames. */
export class Exit extends Error {
  override readonly name = 'Exit'

  constructor(readonly code: number) {
    super(`module closed with exit_code(${code})`)
  }
}

export class System {
  readonly guest = new Guest()
  readonly args: readonly Uint8Array[]
  readonly environ: readonly Uint8Array[]
  readonly clock: Clock
  readonly random: (buffer: Uint8Array) => void
  readonly #files = new Map<number, OpenFile>()

  constructor(options: WasiOptions) {
    this.args = (options.args ?? []).map(arg => encode(arg, 'args'))
    this.environ = Object.entries(options.env ?? {}).map(variable)
    this.clock = { ...hostClock, ...options.clock }
    this.random = options.random ?? hostRandom
    this.#files.set(0, inputFile(inputOf(options.stdin)))
    this.#files.set(1, outputFile(outputOf(options.stdout)))
    this.#files.set(2, outputFile(outputOf(options.stderr)))
  }

  /** The file of a number, if one is open. */
  openFile(fd: number): OpenFile | undefined {
    return this.#files.get(fd)
  }

  /** The file of a number; a number that is not open fails. */
  file(fd: number): OpenFile {
    return this.#files.get(fd) ?? fail('badf')
  }

  /** A directory to look a path up in. None can be opened yet: every open file is a stream. */
  directory(fd: number): never {
    this.file(fd)
    return fail('notdir')
  }

  close(fd: number): void {
    if (!this.#files.delete(fd)) fail('badf')
  }

  /** Moves an open file to another number, whose file is closed. */
  renumber(from: number, to: number): void {
    const file = this.file(from)
    this.file(to)
    this.#files.delete(from)
    this.#files.set(to, file)
  }
}
