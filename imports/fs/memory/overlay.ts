// A file system in memory over another one that is only read. A directory below is listed when it is first
// asked for; from then on its names are the overlay's own, so that removing or renaming one changes only
// the memory. A file's content is read from below until somebody writes to it.
//
// Directories below are reached by their names from the root each time, because to hold all of them open
// would take a descriptor for each.
import { disposable } from '../../dispose.js'
import { refuse } from '../error.js'
import { readOnly } from '../readonly.js'
import type { Directory, Entry, File, FileType, Folder, Stat } from '../types.js'
import type { Content } from './content.js'
import { MemoryDirectory } from './directory.js'
import { directoryNode, type Names, type Node, Volume, type VolumeOptions } from './nodes.js'

type Trail = readonly string[]

/** The file system below. */
class Lower {
  readonly volume: Volume
  /** Files that have more than one name below have more than one here. */
  readonly shared = new Map<string, Node>()
  readonly #root: Directory
  /** The directory that was reached last: neighbours are often asked for in turn. */
  #last: { readonly trail: Trail; readonly directory: Directory } | undefined

  constructor(root: Directory, options: VolumeOptions) {
    this.#root = root
    this.volume = new Volume(options, () => this.rest())
  }

  reach(trail: Trail): Directory {
    if (this.#last?.trail === trail) return this.#last.directory
    let directory = this.#root.reopen()
    for (const name of trail) {
      const next = directory.enter(name)
      directory.close()
      directory = next
    }
    this.rest()
    this.#last = { trail, directory }
    return directory
  }

  /** Holds nothing open until it is asked again. */
  rest(): void {
    this.#last?.directory.close()
    this.#last = undefined
  }

  close(): void {
    this.rest()
    this.#root.close()
  }
}

/** The content of a file below, open from the first read to the end of the file or the last close. */
class LowerContent implements Content {
  readonly #lower: Lower
  readonly #trail: Trail
  readonly #name: string
  #file: File | undefined

  constructor(
    lower: Lower,
    { trail, name }: { readonly trail: Trail; readonly name: string },
    readonly size: number,
  ) {
    this.#lower = lower
    this.#trail = trail
    this.#name = name
  }

  read(buffer: Uint8Array, position: number): number {
    this.#file ??= this.#lower.reach(this.#trail).open(this.#name, { read: true })
    const count = this.#file.read(buffer, position)
    // The end is where most readers stop.
    if (count < buffer.length) this.release()
    return count
  }

  release(): void {
    this.#file?.close()
    this.#file = undefined
  }
}

/** The names of a directory below, and what became of them. */
class LowerNames implements Names {
  readonly #lower: Lower
  readonly #trail: Trail
  /** A node, or what is known of an entry that nobody asked for yet. */
  #names: Map<string, Node | Entry> | undefined
  /** Those that are not from below. */
  #added: Set<string> | undefined

  constructor(lower: Lower, trail: Trail) {
    this.#lower = lower
    this.#trail = trail
  }

  get size(): number {
    return this.#all().size
  }

  get(name: string): Node | undefined {
    const known = this.#all().get(name)
    if (known === undefined || 'kind' in known) return known
    const stat = this.#lower.reach(this.#trail).look(name)
    if (stat === undefined) {
      this.#all().delete(name)
      return undefined
    }
    // Its own name: the one that was asked for may be a part of a long path.
    const node = this.#node(known.name, stat)
    this.#all().set(name, node)
    return node
  }

  counts(name: string): boolean {
    return this.#added?.has(name) === true
  }

  set(name: string, node: Node): void {
    this.#added ??= new Set()
    this.#added.add(name)
    this.#all().set(name, node)
  }

  delete(name: string): void {
    this.#added?.delete(name)
    this.#all().delete(name)
  }

  *list(
    check?: () => void,
  ): Generator<readonly [string, { readonly kind: FileType; readonly inode?: bigint }]> {
    for (const [name, known] of this.#all(check))
      yield [name, 'kind' in known ? known : { kind: known.filetype }]
  }

  #all(check?: () => void): Map<string, Node | Entry> {
    this.#names ??= new Map(
      this.#lower
        .reach(this.#trail)
        .list(check)
        .map(entry => [entry.name, entry]),
    )
    return this.#names
  }

  #node(name: string, stat: Stat): Node {
    const key = stat.links > 1n && stat.filetype !== 'directory' ? `${stat.device}:${stat.inode}` : ''
    const node = this.#lower.shared.get(key) ?? this.#make(name, stat)
    if (key !== '') this.#lower.shared.set(key, node)
    return node
  }

  #make(name: string, stat: Stat): Node {
    const { accessed, modified, changed, links } = stat
    const inode = this.#lower.volume.inode()
    const times = { inode, cost: 0, links: Number(links), accessed, modified, changed }
    const trail = this.#trail
    switch (stat.filetype) {
      case 'directory':
        return {
          kind: 'directory',
          ...times,
          links: 1,
          parent: undefined,
          names: new LowerNames(this.#lower, [...trail, name]),
        }
      case 'symbolic_link':
        return { kind: 'symbolic_link', ...times, target: this.#lower.reach(trail).readLink(name) }
      case 'regular_file':
        return {
          kind: 'regular_file',
          ...times,
          content: new LowerContent(this.#lower, { trail, name }, Number(stat.size)),
          open: 0,
        }
      default:
        // A device or a pipe is not content that could be copied.
        return refuse('EPERM')
    }
  }
}

/** A view in which everything can be changed, and nothing below is. To close it closes what is below. */
export function overlay(below: Directory, options: VolumeOptions = {}): Folder {
  const lower = new Lower(readOnly(below), options)
  const { volume } = lower
  const root = directoryNode(volume, new LowerNames(lower, []))
  return disposable<Folder>(new MemoryDirectory(volume, root, { closed: () => lower.close() }))
}
