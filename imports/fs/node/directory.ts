// A directory of the host. Every name is given to the host through the anchor of its directory and without
// following links, so that what happens happens in this directory or not at all.
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  type OpenDirOptions,
  opendirSync,
  openSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from 'node:fs'
import { decodeUtf8 } from '../../utf8.js'
import { codeOf, refuse } from '../error.js'
import { freely, stepper } from '../step.js'
import type { Directory, Entry, File, OpenHow, Stat, Times } from '../types.js'
import { type Anchor, openHasPath } from './anchor.js'
import { openedFile } from './opened.js'
import { openFifo } from './partner.js'
import { hostPath } from './path.js'
import { statOf, typeOf } from './stat.js'
import type { ExactTimes } from './times.js'

const { O_RDONLY, O_RDWR, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants

/** Whatever is opened returns at once; Windows has not all of these. */
const always = (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0) | (O_NOCTTY ?? 0)

/** How many entries are read, or compared, between two looks at whether the guest may go on. */
const portion = 1024

/** Entries as they come. */
function read(path: string | Buffer, how: Pick<OpenDirOptions, 'encoding'>, step: () => void): Entry[] {
  const entries: Entry[] = []
  const directory = opendirSync(path, { bufferSize: portion, ...how })
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      const name: string | Uint8Array = entry.name
      entries.push({ name: typeof name === 'string' ? name : decodeUtf8(name), filetype: typeOf(entry) })
      step()
    }
  } finally {
    directory.closeSync()
  }
  return entries
}

/** What Node makes of a byte that is no UTF-8. */
const replacement = '\ufffd'

/** All entries by their names: a guest sees the same order wherever the folder stands. */
function listed(path: string | Buffer, check: () => void): readonly Entry[] {
  let steps = 0
  const step = () => {
    if (++steps % portion === 0) check()
  }
  const usual = read(path, {}, step)
  const entries = usual.some(({ name }) => name.includes(replacement))
    ? read(path, { encoding: 'buffer' as BufferEncoding }, step)
    : usual
  return entries.sort((a, b) => {
    step()
    return a.name < b.name ? -1 : 1
  })
}

const accessFlags = ({ read, write, truncate }: OpenHow): number =>
  write || truncate ? (read ? O_RDWR : O_WRONLY) : O_RDONLY

const openFlags = (how: OpenHow): number =>
  always | accessFlags(how) | (how.create ? O_CREAT : 0) | (how.create && how.exclusive ? O_EXCL : 0)

const bigint = { bigint: true, throwIfNoEntry: false } as const

export class HostDirectory implements Directory {
  readonly #anchor: Anchor
  readonly #times: ExactTimes
  readonly #step: () => void

  constructor(anchor: Anchor, times: ExactTimes, step: () => void = freely) {
    this.#anchor = anchor
    this.#times = times
    this.#step = step
  }

  stat(): Stat {
    return statOf(this.#anchor.stat(), this.#times)
  }

  setTimes(times: Times): void {
    this.#times.set(times, {
      stat: () => this.#anchor.stat(),
      set: (accessed, modified) => utimesSync(this.#anchor.path('.'), accessed, modified),
    })
  }

  sync(): void {
    const descriptor = openSync(this.#anchor.path('.'), O_RDONLY)
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  }

  close(): void {
    this.#anchor.close()
  }

  reopen(check?: () => void): Directory {
    const step = check === undefined ? this.#step : stepper(check)
    return new HostDirectory(this.#anchor.enter('.'), this.#times, step)
  }

  list(check: () => void = () => {}): readonly Entry[] {
    try {
      return listed(this.#anchor.path('.'), check)
    } catch (error) {
      // It was removed while it was open: then it is empty.
      if (codeOf(error) === 'ENOENT') return []
      throw error
    }
  }

  look(name: string): Stat | undefined {
    const stat = lstatSync(this.#anchor.path(name), bigint)
    return stat === undefined ? undefined : statOf(stat, this.#times)
  }

  enter(name: string): Directory {
    this.#step()
    return new HostDirectory(this.#anchor.enter(name), this.#times, this.#step)
  }

  open(name: string, how: OpenHow): File {
    const descriptor = this.#open(this.#anchor.path(name), how)
    try {
      const stat = fstatSync(descriptor, { bigint: true })
      if (stat.isDirectory()) refuse('EISDIR')
      if (!this.#anchor.holds(name, stat)) refuse('ELOOP')
      // Only now, because it cannot be undone.
      if (how.truncate && stat.isFile()) ftruncateSync(descriptor)
      return openedFile({ descriptor, stat, times: this.#times, check: how.check })
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  }

  readLink(name: string): string {
    return decodeUtf8(readlinkSync(this.#anchor.path(name), 'buffer'))
  }

  setTimesOf(name: string, times: Times): void {
    this.#times.set(times, {
      stat: () => lstatSync(this.#anchor.path(name), { bigint: true }),
      set: (accessed, modified) => lutimesSync(this.#anchor.path(name), accessed, modified),
    })
  }

  makeDirectory(name: string, mode = 0o777): void {
    mkdirSync(this.#anchor.path(name), mode)
  }

  makeLink(name: string, target: string): void {
    symlinkSync(hostPath(target), this.#anchor.path(name))
  }

  removeDirectory(name: string): void {
    rmdirSync(this.#anchor.path(name))
  }

  removeFile(name: string): void {
    unlinkSync(this.#anchor.path(name))
  }

  rename(name: string, to: Directory, newName: string): void {
    renameSync(this.#anchor.path(name), this.#pathIn(to, newName))
  }

  link(name: string, to: Directory, newName: string): void {
    linkSync(this.#anchor.path(name), this.#pathIn(to, newName))
  }

  #open(path: string | Buffer, how: OpenHow): number {
    const access = accessFlags(how)
    const mayWait = openHasPath && !how.nonblock && !how.exclusive && access !== O_RDWR
    if (mayWait && lstatSync(path, { throwIfNoEntry: false })?.isFIFO())
      return openFifo(path, access, how.check)
    return openSync(path, openFlags(how), how.mode ?? 0o666)
  }

  #pathIn(other: Directory, name: string): string | Buffer {
    return other instanceof HostDirectory ? other.#anchor.path(name) : refuse('EXDEV')
  }
}
