// What a program is surrounded by: its files and working directory, streams and randomness. All of it is
// given from outside; what is not given is harmless.
import { checkOf, type Interruptible } from '../deadline.js'
import { refuse } from '../fs/error.js'
import type { Directory } from '../fs/types.js'
import { OpenDirectory } from '../wasi/open/directory.js'
import { FileTable } from '../wasi/open/table.js'
import { directoryRights } from '../wasi/rights.js'
import { type InputSource, type OutputTarget, openInput, openOutput } from '../wasi/streams.js'
import { each } from '../wasi/transfer.js'
import type { GoClock } from './clock.js'
import type { Ending } from './ending.js'
import { Mounts, normalize } from './mounts.js'
import { permissions } from './objects/stat.js'

/** Bytes of a path, as Linux has it. */
const longestPath = 4096

/** Fills the start of a buffer and says how much, perhaps later; 0 is the end. */
export type AsyncRead = (buffer: Uint8Array) => number | Promise<number>

export interface SystemOptions extends Interruptible {
  /** The directories that the program is given, by the paths under which it sees them. */
  readonly preopens?: Readonly<Record<string, Directory>>
  /** The working directory; `/` if this is not said. */
  readonly cwd?: string
  readonly stdin?: InputSource | AsyncRead
  readonly stdout?: OutputTarget
  readonly stderr?: OutputTarget
  /** Fills the whole buffer. */
  readonly random: (buffer: Uint8Array) => void
  readonly clock: GoClock
  /** Permissions that what is made does not get: those of the host's process, if this is not said. */
  readonly umask?: number
}

const usualUmask = 0o022

const hostUmask = (): number =>
  (globalThis as { readonly process?: { readonly umask?: () => number } }).process?.umask?.() ?? usualUmask

/** How the program is told what it waits for. */
export interface Waiting {
  /** Runs something as soon as the program has paused. */
  soon(run: () => void): void
  /** Something has begun; what is returned is to be called when it has ended. */
  begin(): () => void
  /** Runs something in so many milliseconds, if the program has not ended by then. */
  after(milliseconds: number, run: () => void): void
  /** The program cannot go on. */
  fail(error: unknown): void
}

export class System {
  readonly files = new FileTable()
  readonly mounts: Mounts
  readonly random: SystemOptions['random']
  readonly clock: GoClock
  /** The permissions that what is made does not get; the host has its own besides. */
  umask: number
  cwd: string
  readonly interruptible: { readonly check?: () => void }
  readonly check: () => void
  /** How the last call of a method has ended. */
  ending: Ending = {}
  readonly #waiting: Waiting
  readonly #closing: (() => void)[] = []

  constructor(options: SystemOptions, waiting: Waiting) {
    this.#waiting = waiting
    this.random = options.random
    this.clock = options.clock
    this.umask = options.umask ?? hostUmask()
    const check = checkOf(options)
    this.check = check ?? (() => {})
    this.interruptible = check === undefined ? {} : { check }
    this.mounts = new Mounts(options.preopens ?? {}, check)
    this.cwd = normalize(options.cwd ?? '/')
    // A stream passes on what reading gives, be it now or later.
    this.files.add(openInput(options.stdin as InputSource | undefined))
    this.files.add(openOutput(options.stdout))
    this.files.add(openOutput(options.stderr))
  }

  /** An absolute path, with its dots. */
  absolute(path: string): string {
    if (path.length >= longestPath) refuse('ENAMETOOLONG')
    return path.startsWith('/') ? path : `${this.cwd}/${path}`
  }

  /** The permissions that it gets who asks for some. */
  permitted(mode: number): number {
    return mode & permissions & ~this.umask
  }

  soon(run: () => void): void {
    this.#waiting.soon(run)
  }

  after(milliseconds: number): Promise<void> {
    return new Promise(resolve => this.#waiting.after(milliseconds, resolve))
  }

  /** Says how something has ended that was begun. */
  until<Value>(
    promise: Promise<Value>,
    done: (value: Value) => void,
    failed: (error: unknown) => void,
  ): void {
    const end = this.#waiting.begin()
    promise
      .then(done, failed)
      .catch(error => this.#waiting.fail(error))
      .finally(end)
  }

  /** Writes to a stream without being asked by way of `fs`; whether that succeeds is nobody's business. */
  print(fd: number, bytes: Uint8Array): void {
    const file = this.files.find(fd)
    if (file?.kind !== 'stream' && file?.kind !== 'file') return
    const { write } = file
    if (write !== undefined) each([bytes], part => write.call(file, part), this.check)
  }

  addDirectory(directory: Directory): number {
    return this.files.add(new OpenDirectory(directory, { base: directoryRights, inheriting: 0n }))
  }

  /** Runs something when the program has ended. */
  whenClosed(run: () => void): void {
    this.#closing.push(run)
  }

  close(): void {
    for (const run of this.#closing.splice(0)) run()
    this.files.closeAll()
    this.mounts.close()
  }
}
