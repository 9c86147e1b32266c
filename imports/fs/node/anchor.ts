// Node has no `openat`. On Linux a descriptor of a directory makes up for it: the kernel resolves
// `/proc/self/fd/7/name` from the directory that descriptor 7 is, wherever its path leads by now. So a
// single name is looked up where it was meant to, and nobody can put a link between check and use.
//
// Where there is no such folder, an anchor is a path together with the identity of the directory that stood
// there, checked before each use. That notices a swap that has happened, but cannot exclude one that happens
// between this check and the use.
import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { hasEscapes } from '../../utf8.js'
import { refuse } from '../error.js'
import { hostPath, realPath } from './path.js'

/** Node does not name it; the number is that of every Linux but Alpha, MIPS, PA-RISC and SPARC. */
const openPath = 0o10000000

const directoryOnly = openPath | constants.O_DIRECTORY | constants.O_NOFOLLOW

/** An open directory of the host, as the start of names. */
export interface Anchor {
  /** A path for one name in this directory, good for one call. */
  path(name: string): string | Buffer
  stat(): BigIntStats
  /** The directory of a name; never through a link. */
  enter(name: string): Anchor
  /** Whether a file that was opened under a name is the one that stands there, inside. */
  holds(name: string, opened: BigIntStats): boolean
  close(): void
}

class DescriptorAnchor implements Anchor {
  #descriptor: number

  constructor(path: string | Buffer) {
    this.#descriptor = openSync(path, directoryOnly)
  }

  path(name: string): string | Buffer {
    return hostPath(`/proc/self/fd/${this.#descriptor}/${name}`)
  }

  stat(): BigIntStats {
    return fstatSync(this.#descriptor, { bigint: true })
  }

  enter(name: string): Anchor {
    return new DescriptorAnchor(this.path(name))
  }

  holds(): boolean {
    return true
  }

  /** The number may be another file's from then on. */
  close(): void {
    const descriptor = this.#descriptor
    this.#descriptor = -1
    if (descriptor >= 0) closeSync(descriptor)
  }
}

class PathAnchor implements Anchor {
  readonly #path: string
  readonly #parent: PathAnchor | undefined
  readonly #was: BigIntStats

  constructor(path: string, parent?: PathAnchor) {
    this.#path = path
    this.#parent = parent
    this.#was = lstatSync(hostPath(path), { bigint: true })
    if (!this.#was.isDirectory()) refuse('ENOTDIR')
  }

  path(name: string): string | Buffer {
    return hostPath(this.#pathOf(name))
  }

  /** Of a directory that is gone, what was known of it. */
  stat(): BigIntStats {
    try {
      return this.#check()
    } catch {
      return this.#was
    }
  }

  enter(name: string): Anchor {
    return name === '.' ? this : new PathAnchor(this.#pathOf(name), this)
  }

  holds(name: string, opened: BigIntStats): boolean {
    const is = lstatSync(this.path(name), { bigint: true })
    return is.dev === opened.dev && is.ino === opened.ino
  }

  close(): void {}

  #pathOf(name: string): string {
    if (process.platform === 'win32') {
      // These make a path, a drive or a stream of a name.
      if (/[\\:]/.test(name)) refuse('EINVAL')
      if (hasEscapes(name)) refuse('EILSEQ')
    }
    this.#check()
    return name === '.' ? this.#path : join(this.#path, name)
  }

  /** All directories from the root on are still those that were entered. */
  #check(): BigIntStats {
    if (this.#parent !== undefined) this.#parent.#check()
    const is = lstatSync(hostPath(this.#path), { bigint: true })
    return is.dev === this.#was.dev && is.ino === this.#was.ino && is.isDirectory() ? is : refuse('ENOENT')
  }
}

/**
 * The folder that the embedder named. It holds nothing open until it is used itself: who opens it once
 * more gets an anchor of its own, of the same directory or of none.
 */
class RootAnchor implements Anchor {
  readonly #path: string
  readonly #open: (path: string) => Anchor
  readonly #was: BigIntStats
  #own: Anchor | undefined
  #isClosed = false

  constructor(path: string, open: (path: string) => Anchor) {
    this.#path = path
    this.#open = open
    this.#was = lstatSync(hostPath(path), { bigint: true })
    if (!this.#was.isDirectory()) refuse('ENOTDIR')
  }

  path(name: string): string | Buffer {
    return this.#anchor().path(name)
  }

  stat(): BigIntStats {
    return this.#anchor().stat()
  }

  enter(name: string): Anchor {
    return name === '.' ? this.#again() : this.#anchor().enter(name)
  }

  holds(name: string, opened: BigIntStats): boolean {
    return this.#anchor().holds(name, opened)
  }

  close(): void {
    this.#isClosed = true
    this.#own?.close()
    this.#own = undefined
  }

  #anchor(): Anchor {
    this.#own ??= this.#again()
    return this.#own
  }

  #again(): Anchor {
    if (this.#isClosed) refuse('EBADF')
    const anchor = this.#open(this.#path)
    const { dev, ino } = anchor.stat()
    if (dev === this.#was.dev && ino === this.#was.ino) return anchor
    anchor.close()
    return refuse('ENOENT')
  }
}

/** Whether descriptors can be used as the start of paths. */
function descriptorsWork(): boolean {
  try {
    const anchor = new DescriptorAnchor('/')
    try {
      return lstatSync(anchor.path('.'), { bigint: true }).ino === anchor.stat().ino
    } finally {
      anchor.close()
    }
  } catch {
    return false
  }
}

/** How directories are held: `descriptor` where that works, if not told otherwise. */
export type Holding = 'descriptor' | 'path'

/** Whether what is open has a path of its own, by which it can be opened once more. */
export const openHasPath = descriptorsWork()

const best: Holding = openHasPath ? 'descriptor' : 'path'

/** The anchor of a path that the embedder gave; it may lead through links. */
export const anchorAt = (path: string, holding: Holding = best): Anchor =>
  new RootAnchor(
    realPath(path),
    holding === 'path' ? real => new PathAnchor(real) : real => new DescriptorAnchor(hostPath(real)),
  )
