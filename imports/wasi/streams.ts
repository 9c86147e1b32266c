// The standard streams as the embedder gives them: text, bytes, pieces, functions, or the streams of Node
// and of browsers. A guest runs without a pause, so that what it reads has to be there when it asks; what it
// writes can go anywhere.
import { decode, encode } from '../../src/engine/utf8.js'
import { refuse } from '../fs/error.js'
import type { Channel, File, FileType } from '../fs/types.js'
import { openFile } from './open/file.js'
import type { RegularFile } from './open/regular.js'
import type { Input, Output, Read, Stream, Write } from './open/stream.js'
import { fdflags } from './open/types.js'
import { accessRights } from './rights.js'

type Piece = string | Uint8Array

/** What a guest can read: all of it, in pieces, or where to get it. */
export type InputSource = Piece | Iterable<Piece> | Read | Input | StandardFile

/** An open file of the host as a standard stream, with all that can be done with it. */
export interface StandardFile {
  readonly file: File
  readonly read: boolean
  readonly write: boolean
  /** Whether all that is written goes to the end. */
  readonly append: boolean
}

/** A stream of a browser. */
export interface WebStream {
  getWriter(): { write(bytes: Uint8Array): Promise<void> }
}

/** A stream of Node. */
export interface NodeStream {
  write(bytes: Uint8Array): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
}

/** Where what a guest writes can go. */
export type OutputTarget = Write | Output | NodeStream | WebStream | StandardFile

const bytesOf = (piece: Piece): Uint8Array => (typeof piece === 'string' ? encode(piece) : piece)

/** A reader over pieces, taken one at a time; an empty one is not the end. */
function readerOf(pieces: Iterable<Piece>): Read {
  const iterator = pieces[Symbol.iterator]()
  let rest = new Uint8Array(0)
  return buffer => {
    while (rest.length === 0) {
      const { value, done } = iterator.next()
      if (done) return 0
      rest = bytesOf(value) as typeof rest
    }
    const part = rest.subarray(0, buffer.length)
    buffer.set(part)
    rest = rest.subarray(part.length)
    return part.length
  }
}

function inputOf(source: Exclude<InputSource, StandardFile>): Input {
  if (typeof source === 'function') return { read: source }
  if (typeof source === 'string' || source instanceof Uint8Array) return { read: readerOf([source]) }
  return 'read' in source ? source : { read: readerOf(source) }
}

/** Whatever the embedder gave as something to write to. A TypeError if it is none. */
export function outputOf(target: OutputTarget = () => undefined): Output {
  if (typeof target === 'function') return { write: target }
  if ('file' in target) {
    const file = openStandard(target)
    return { write: bytes => file.write?.(bytes) ?? 0 }
  }
  // Streams keep what they are given for later; a guest's bytes are only good now.
  if ('getWriter' in target) {
    const writer = target.getWriter()
    return { write: bytes => void writer.write(bytes.slice()).catch(() => undefined) }
  }
  if ('on' in target) {
    return {
      write: bytes => void target.write(bytes.slice()),
      terminal: 'isTTY' in target && target.isTTY === true,
    }
  }
  return target
}

/** A stream has no length and no times, and nothing of it has to reach a disk. */
const fileOf = (channel: Channel, { terminal = false }: { readonly terminal?: boolean }) => ({
  channel,
  stat: () => ({
    ...{ device: 0n, inode: 0n, links: 1n, size: 0n, accessed: 0n, modified: 0n, changed: 0n },
    filetype: (terminal ? 'character_device' : 'unknown') satisfies FileType as FileType,
  }),
  setTimes: () => refuse('EINVAL'),
  resize: () => refuse('EINVAL'),
  read: () => refuse('ESPIPE'),
  write: () => refuse('ESPIPE'),
  sync: () => {},
  close: () => {},
})

const waiting = ({ wait }: Input | Output): Pick<Channel, 'wait'> =>
  wait === undefined ? {} : { wait: (_, nanoseconds) => wait(nanoseconds) }

const isReady = ({ wait }: Input | Output): boolean => wait?.(0n) ?? true

const taken = (count: unknown, bytes: Uint8Array): number =>
  typeof count === 'number' ? count : bytes.length

const openStandard = ({ file, append, ...access }: StandardFile): RegularFile | Stream =>
  openFile(file, { rights: accessRights(access), flags: append ? fdflags.append : 0 })

export function openInput(source: InputSource = ''): RegularFile | Stream {
  if (typeof source === 'object' && 'file' in source) return openStandard(source)
  const input = inputOf(source)
  const read: Channel['read'] = (buffer, { wait }) =>
    wait || isReady(input) ? input.read(buffer) : undefined
  return openStandard({
    file: fileOf({ read, ...waiting(input) }, input),
    ...{ read: true, write: false, append: false },
  })
}

export function openOutput(target?: OutputTarget): RegularFile | Stream {
  if (typeof target === 'object' && 'file' in target) return openStandard(target)
  const output = outputOf(target)
  const write: Channel['write'] = (bytes, { wait }) =>
    wait || isReady(output) ? taken(output.write(bytes), bytes) : undefined
  return openStandard({
    file: fileOf({ write, ...waiting(output) }, output),
    ...{ read: false, write: true, append: false },
  })
}

/** An output that can be asked what was written. */
export interface Capture extends Output {
  /** All of it so far. */
  bytes(): Uint8Array
  /** All of it so far, as UTF-8. */
  text(): string
}

/** An output that keeps everything. */
export function capture(): Capture {
  const parts: Uint8Array[] = []
  const bytes = () => {
    const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
  return {
    write: part => void parts.push(part.slice()),
    bytes,
    text: () => decode(bytes()),
  }
}
