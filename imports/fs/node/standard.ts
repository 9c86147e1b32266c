// The process's own streams. One that a shell has redirected to a file is that file: it can be sought in and
// cut, and begins where the shell, or the program before, has left it. Others are channels.
//
// Node has no `lseek`. A position that the guest has moved is its own from then on: whoever has the file open
// with us, and comes after us, goes on where we were before.
import { constants, fstatSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { checkOf, type Interruptible } from '../../deadline.js'
import { refuse } from '../error.js'
import type { Channel, Cursor, File } from '../types.js'
import { channelFile, HostChannel } from './channel.js'
import { HostFile } from './file.js'
import { takesPositions } from './opened.js'
import { ExactTimes } from './times.js'

const { O_APPEND, O_NOCTTY, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants

/** A stream of the process as a file, and what it may be used for. */
export interface Standard {
  readonly file: File
  readonly read: boolean
  readonly write: boolean
  readonly append: boolean
}

type Way = 'read' | 'write'

/** Without something to ask, nothing but the host's own signals ends it when one waits. */
export interface StandardOptions extends Interruptible {
  readonly way: Way
}

interface Info {
  readonly position: number
  readonly flags: number
}

/** What Linux says of a descriptor: where it stands, and how it was opened. */
function infoOf(fd: number): Info | undefined {
  try {
    const text = readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1')
    const [, position, flags] = /^pos:\s*(\d+)\nflags:\s*([0-7]+)/.exec(text) ?? []
    if (position === undefined || flags === undefined) return undefined
    return { position: Number(position), flags: Number.parseInt(flags, 8) }
  } catch {
    return undefined
  }
}

const cursorOf = (fd: number, { append }: { readonly append: boolean }): Cursor => ({
  appends: append,
  position: () => infoOf(fd)?.position ?? refuse('EBADF'),
  read: buffer => readSync(fd, buffer, 0, buffer.length, null),
  write: bytes => writeSync(fd, bytes, 0, bytes.length, null),
})

/** A descriptor of the same that never waits, or if there is no way to that, the same. */
function promptOf(fd: number, way: Way): number {
  try {
    const stat = fstatSync(fd)
    if (stat.isFIFO() || stat.isCharacterDevice()) {
      const access = way === 'read' ? O_RDONLY : O_WRONLY
      return openSync(`/dev/fd/${fd}`, access | O_NONBLOCK | O_NOCTTY)
    }
  } catch {
    // It is closed, it belongs to another user, or the system has no such names.
  }
  return setByNode(fd)
}

const streams = [() => process.stdin, () => process.stdout, () => process.stderr] as const

/**
 * What cannot be opened once more, as a socket, is set to return at once by Node when it makes a stream of
 * it. Its input must not keep the process.
 */
function setByNode(fd: number): number {
  try {
    streams[fd]?.()
    if (fd === 0) process.stdin.unref?.()
  } catch {
    // It is closed.
  }
  return fd
}

function channelOf(fd: number, options: StandardOptions): HostChannel {
  const { way } = options
  const check = checkOf(options)
  let known: number | undefined
  const prompt = () => (known ??= promptOf(fd, way))
  return new HostChannel({ prompt, patient: check === undefined ? () => fd : prompt, check })
}

/** A file with positions, or a device. It stays open when the guest closes it: it is the process's. */
function whole(
  fd: number,
  { append, isDevice }: { readonly append: boolean; readonly isDevice: boolean },
): File {
  const file = new HostFile(fd, new ExactTimes(), { appends: append, isDevice })
  return {
    ...(isDevice ? { isDevice } : { cursor: cursorOf(fd, { append }) }),
    stat: () => file.stat(),
    setTimes: times => file.setTimes(times),
    resize: size => file.resize(size),
    allocate: size => file.allocate(size),
    read: (buffer, position) => file.read(buffer, position),
    write: (bytes, position) => file.write(bytes, position),
    sync: what => file.sync(what),
    close: () => file.release(),
  }
}

/** How the host has opened it. */
function accessOf({ flags }: Info) {
  const access = flags & (O_RDONLY | O_WRONLY | O_RDWR)
  return { read: access !== O_WRONLY, write: access !== O_RDONLY, append: (flags & O_APPEND) !== 0 }
}

/** What takes positions, if the host says how it is open; all else is a channel. */
function wholeOf(fd: number): Standard | undefined {
  try {
    const stat = fstatSync(fd)
    const isDevice = stat.isCharacterDevice() && takesPositions(fd)
    const info = stat.isFile() || isDevice ? infoOf(fd) : undefined
    if (info === undefined) return undefined
    const access = accessOf(info)
    return { file: whole(fd, { append: access.append, isDevice }), ...access }
  } catch {
    return undefined
  }
}

/** Only what the stream is for, whatever the host would allow. */
function oneWay(channel: HostChannel, way: Way): Channel {
  const wait: Channel['wait'] = (what, nanoseconds) => channel.wait(what, nanoseconds)
  return way === 'read'
    ? { read: (buffer, how) => channel.read(buffer, how), wait }
    : { write: (bytes, how) => channel.write(bytes, how), wait }
}

/** A standard stream of the process, for a guest. */
export function standard(fd: number, options: StandardOptions): Standard {
  const known = wholeOf(fd)
  if (known !== undefined) return known
  const { way } = options
  const file = channelFile(fd, oneWay(channelOf(fd, options), way), new ExactTimes())
  return { file: { ...file, close: () => {} }, read: way === 'read', write: way === 'write', append: false }
}
