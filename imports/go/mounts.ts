// The directories that a program is given, as one tree of files: a path goes to the mount with the longest
// name that it begins with. What follows is walked in that mount by the file system's own walk, which cannot
// leave it; `..` at the root of a mount is the directory that holds the mount point, which only this file
// knows. If no mount is called `/`, the root is a directory of nothing but the mount points.
import { type Directory, memory, readOnly, type Tree } from '../fs/index.js'
import { bare } from '../object.js'
import { closeAll, type Preopen, reopened } from '../preopens.js'

/** A path in a mount. */
export interface Mounted {
  readonly base: Directory
  readonly path: string
}

const componentsOf = (path: string): readonly string[] =>
  path.split('/').filter(part => part !== '' && part !== '.')

/** A path without dots; at the root `..` is the root. */
export function normalize(path: string): string {
  const parts: string[] = []
  for (const part of componentsOf(path)) {
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** A tree of empty directories. A mount may be called `/__proto__`, or `/constructor/x`. */
function skeletonOf(keys: readonly string[]): Tree {
  const tree: Record<string, Tree> = bare({})
  for (const key of keys) {
    let at = tree
    for (const part of componentsOf(key)) at = (at[part] ??= bare({})) as Record<string, Tree>
  }
  return tree
}

const keyOf = (parts: readonly string[]): string => `/${parts.join('/')}`

export class Mounts {
  readonly #opened: readonly Preopen[]
  readonly #mounts: ReadonlyMap<string, Directory>
  /** The paths of mounts and all that leads to them. */
  readonly #points: ReadonlySet<string>

  constructor(preopens: Readonly<Record<string, Directory>>, check?: () => void) {
    this.#opened = reopened(preopens, check)
    const mounts = this.#opened.map(([name, directory]) => [normalize(name), directory] as const)
    const keys = mounts.map(([key]) => key)
    this.#mounts = new Map([['/', readOnly(memory(skeletonOf(keys)))], ...mounts])
    this.#points = new Set(
      keys.flatMap(key => componentsOf(key).map((_, i, parts) => keyOf(parts.slice(0, i + 1)))),
    )
  }

  /** @param path an absolute one, perhaps with dots */
  find(path: string): Mounted {
    const end = /\/\.?$/.test(path) ? '/' : ''
    const { base, parts } = this.#find(componentsOf(path))
    return { base, path: parts.length === 0 ? '.' : parts.join('/') + end }
  }

  close(): void {
    closeAll(this.#opened)
  }

  #find(all: readonly string[]): { readonly base: Directory; readonly parts: readonly string[] } {
    const at: string[] = []
    let next = 0
    for (; next < all.length; next++) {
      const part = all[next]!
      if (part === '..') at.pop()
      else if (this.#points.has(keyOf([...at, part]))) at.push(part)
      else break
    }
    const above: string[] = []
    while (at.length > 0 && !this.#mounts.has(keyOf(at))) above.unshift(at.pop()!)
    const parts = [...above, ...all.slice(next)]
    const out = leaves(parts)
    if (out === undefined) return { base: this.#mounts.get(keyOf(at))!, parts }
    return this.#find([...at.slice(0, -1), ...parts.slice(out + 1)])
  }
}

/** Where a path goes above its beginning. */
function leaves(parts: readonly string[]): number | undefined {
  let depth = 0
  for (const [i, part] of parts.entries()) {
    depth += part === '..' ? -1 : 1
    if (depth < 0) return i
  }
  return undefined
}
