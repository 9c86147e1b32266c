// Walks a path from a directory, one component after another. This is the wall of the jail:
//
// - a directory is entered by name, never through a link; the way back is the list of directories that were
//   entered, so that `..` is the directory we came from, even if somebody moves directories meanwhile;
// - above the directory where the walk began there is nothing: ENOTCAPABLE;
// - a link is followed by reading it and walking its text from where it stands; an absolute one leaves;
// - what was looked at is not trusted: whoever puts a link where a directory was meets an operation that
//   does not follow links.
//
//   walk(root, { path: 'a/link/../b', follow: 'last' }, ({ directory, name }) => directory.look(name))
import { lastOf } from '../../src/engine/list.js'
import { encodeUtf8 } from '../utf8.js'
import { codeOf, refuse } from './error.js'
import type { Directory } from './types.js'

/** Where a path leads: a name in a directory. The directory is open while `use` runs. */
export interface Place {
  readonly directory: Directory
  /** `.` for the directory itself. */
  readonly name: string
  /** The path ended in a slash: it means a directory. */
  readonly slash: boolean
}

export interface Way {
  readonly path: string
  /**
   * When a link in the last component is followed: always, only if a slash follows it, or never. Links in
   * other components always are.
   */
  readonly follow: 'last' | 'slash' | 'never'
}

/** Limits of Linux: bytes of a path, links on the way. */
const longest = 4096
const mostLinks = 40

/** The components, the last one first. Of the dots only one at the end counts. */
function split(path: string): string[] {
  if (path.includes('\0')) refuse('EINVAL')
  if (path === '') refuse('ENOENT')
  if (path.startsWith('/')) refuse('ENOTCAPABLE')
  if (path.length * 3 >= longest && encodeUtf8(path).length >= longest) refuse('ENAMETOOLONG')
  const parts = path.split('/').filter(part => part !== '')
  return parts.filter((part, i) => part !== '.' || i === parts.length - 1).reverse()
}

class Walker {
  /** The directories on the way; the first is not ours to close. */
  readonly #trail: Directory[]
  readonly #rest: string[]
  readonly #follow: Way['follow']
  #slash: boolean
  #links = 0

  constructor(base: Directory, { path, follow }: Way) {
    this.#trail = [base]
    this.#rest = split(path)
    this.#follow = follow
    this.#slash = path.endsWith('/')
  }

  /** Goes on until only the last name is left. */
  place(): Place {
    for (;;) {
      const name = this.#rest.pop()!
      const last = this.#rest.length === 0
      if (name === '..') this.#leave()
      if (name === '.' || name === '..') {
        if (last) return this.#at('.')
      } else if (last) {
        const target = this.#followsLast() ? this.#target(name) : undefined
        if (target === undefined) return this.#at(name)
        this.#expand(target)
      } else {
        this.#enter(name)
      }
    }
  }

  close(): void {
    while (this.#trail.length > 1) this.#trail.pop()!.close()
  }

  #at(name: string): Place {
    return { directory: this.#here(), name, slash: this.#slash }
  }

  #here(): Directory {
    return lastOf(this.#trail)!
  }

  #followsLast(): boolean {
    return this.#follow === 'last' || (this.#follow === 'slash' && this.#slash)
  }

  #leave(): void {
    if (this.#trail.length === 1) refuse('ENOTCAPABLE')
    this.#trail.pop()!.close()
  }

  #enter(name: string): void {
    try {
      this.#trail.push(this.#here().enter(name))
    } catch (error) {
      if (codeOf(error) !== 'ENOTDIR') throw error
      this.#expand(this.#target(name) ?? refuse('ENOTDIR'))
    }
  }

  #target(name: string): string | undefined {
    const here = this.#here()
    return here.look(name)?.filetype === 'symbolic_link' ? here.readLink(name) : undefined
  }

  #expand(target: string): void {
    if (++this.#links > mostLinks) refuse('ELOOP')
    if (this.#rest.length === 0 && target.endsWith('/')) this.#slash = true
    this.#rest.push(...split(target))
  }
}

export function walk<Value>(base: Directory, way: Way, use: (place: Place) => Value): Value {
  const walker = new Walker(base, way)
  try {
    return use(walker.place())
  } finally {
    walker.close()
  }
}
