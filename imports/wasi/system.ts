// What a guest of WASI is surrounded by: its arguments and environment, its open files, clocks, a source of
// randomness. All of it is given from outside, as plain functions and objects, so that it works wherever
// JavaScript runs; what is not given is harmless: no arguments, no files, empty input, discarded output, the
// clocks and randomness of the host.
import { checkOf, type Interruptible } from '../deadline.js'
import type { Directory } from '../fs/types.js'
import { Guest } from '../guest.js'
import { reopened } from '../preopens.js'
import { type Clock, clockOf, hostRandom } from '../sources.js'
import { encodeUtf8 } from '../utf8.js'
import { OpenDirectory } from './open/directory.js'
import { type Listener, Listening } from './open/socket.js'
import { FileTable } from './open/table.js'
import { directoryRights, fileRights } from './rights.js'
import { type InputSource, type OutputTarget, openInput, openOutput } from './streams.js'

/**
 * What a guest of WASI is given. Without any it has no arguments, no variables, no folders, an empty input,
 * and what it writes is lost.
 */
export interface WasiOptions extends Interruptible {
  /** The first is the name of the program. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The directories that the guest is given, by the paths under which it sees them. */
  readonly preopens?: Readonly<Record<string, Directory>>
  /** The sockets on which it can accept connections; their numbers follow those of the directories. */
  readonly listeners?: readonly Listener[]
  readonly stdin?: InputSource
  readonly stdout?: OutputTarget
  readonly stderr?: OutputTarget
  readonly clock?: Partial<Clock>
  /** Fills the whole buffer. */
  readonly random?: (buffer: Uint8Array) => void
}

function encode(text: string, what: string): Uint8Array {
  if (text.includes('\0')) throw new TypeError(`${what} invalid: contains NUL character`)
  return encodeUtf8(text)
}

function variable([key, value]: readonly [string, string]): Uint8Array {
  if (key === '') throw new TypeError('environ invalid: empty key')
  if (key.includes('=')) throw new TypeError("environ invalid: key contains '=' character")
  return encode(`${key}=${value}`, 'environ')
}

/** What is called where nobody wants to be asked. */
export const unchecked = (): void => {}

/** Where a guest is; it may be surrounded by something else when it is restored for another request. */
export class System {
  readonly guest = new Guest(() => this.check())
  args: readonly Uint8Array[] = []
  environ: readonly Uint8Array[] = []
  clock: Clock = clockOf()
  random: (buffer: Uint8Array) => void = hostRandom
  check: () => void = unchecked
  /** The same, if there is one: for what need not look up while it waits. */
  interruptible: { readonly check?: () => void } = {}
  files = new FileTable()

  constructor(options: WasiOptions) {
    this.surround(options)
  }

  /** All that the guest knows of the host is what is given here, from now on. */
  surround(options: WasiOptions): void {
    this.args = (options.args ?? []).map(arg => encode(arg, 'args'))
    this.environ = Object.entries(options.env ?? {}).map(variable)
    this.clock = clockOf(options.clock)
    this.random = options.random ?? hostRandom
    const check = checkOf(options)
    this.check = check ?? unchecked
    this.interruptible = check === undefined ? {} : { check }
    this.files = new FileTable()
    this.files.add(openInput(options.stdin))
    this.files.add(openOutput(options.stdout))
    this.files.add(openOutput(options.stderr))
    for (const name of Object.keys(options.preopens ?? {})) encode(name, 'preopens')
    const rights = { base: directoryRights, inheriting: directoryRights | fileRights }
    for (const [name, directory] of reopened(options.preopens, check))
      this.files.add(new OpenDirectory(directory, rights, name))
    for (const listener of options.listeners ?? []) this.files.add(new Listening(listener))
  }
}
