// The things of a file system in memory. A directory maps names to nodes, a node knows how many names it
// has; an open file holds its node, so that it outlives its name.
import { hostClock } from '../../sources.js'
import type { FileType, Stat, Times } from '../types.js'
import { Bytes, type Content } from './content.js'
import { nodeCost, Space, type SpaceOptions, textCost } from './space.js'

/** What the nodes of one file system share. */
export class Volume {
  readonly space: Space
  readonly device: bigint
  /** Nanoseconds since 1970. */
  readonly now: () => bigint
  #inodes = 1n
  #open = 0
  readonly #idle: () => void

  /** @param idle called when nothing is open any more */
  constructor({ device = 1n, now = hostClock.realtime, ...limits }: VolumeOptions, idle = () => {}) {
    this.#idle = idle
    this.space = new Space(limits)
    this.device = device
    this.now = now
  }

  inode(): bigint {
    return this.#inodes++
  }

  /** A directory or a file has been opened; what is returned is to be called when it is closed. */
  opened(): () => void {
    this.#open++
    return this.#closed
  }

  readonly #closed = (): void => {
    if (--this.#open === 0) this.#idle()
  }
}

/** How a file system in memory presents itself, and how much it may hold. */
export interface VolumeOptions extends SpaceOptions {
  /** The device number that files report. */
  readonly device?: bigint
  /** Where the times of files come from: nanoseconds since 1970. */
  readonly now?: () => bigint
}

interface Meta {
  readonly inode: bigint
  /** What it has taken of the space, beside its content and its names; nothing if it stands below. */
  cost: number
  links: number
  accessed: bigint
  modified: bigint
  changed: bigint
}

export interface FileNode extends Meta {
  readonly kind: 'regular_file'
  content: Content
  /** How many times it is open. */
  open: number
}

export interface LinkNode extends Meta {
  readonly kind: 'symbolic_link'
  readonly target: string
}

/** The names of a directory; either they are all there, or they come from somewhere when asked for. */
export interface Names {
  readonly size: number
  get(name: string): Node | undefined
  /** Whether a name has been set, and so has taken some of the space. */
  counts(name: string): boolean
  set(name: string, node: Node): void
  delete(name: string): void
  /** `check` is called now and then. */
  list(
    check?: () => void,
  ): Iterable<readonly [name: string, node: { readonly kind: FileType; readonly inode?: bigint }]>
}

export interface DirectoryNode extends Meta {
  readonly kind: 'directory'
  readonly names: Names
  /** Where it was entered from; whoever has it open came that way. */
  parent: DirectoryNode | undefined
}

export type Node = FileNode | LinkNode | DirectoryNode

class AllNames implements Names {
  readonly #nodes = new Map<string, Node>()

  get size(): number {
    return this.#nodes.size
  }

  get(name: string): Node | undefined {
    return this.#nodes.get(name)
  }

  counts(): boolean {
    return true
  }

  set(name: string, node: Node): void {
    this.#nodes.set(name, node)
  }

  delete(name: string): void {
    this.#nodes.delete(name)
  }

  list(): Iterable<readonly [string, Node]> {
    return this.#nodes
  }
}

/** What every new node has. Its cost is taken when it gets its first name. */
function meta(volume: Volume, cost: number): Meta {
  const now = volume.now()
  return { inode: volume.inode(), cost, links: 1, accessed: now, modified: now, changed: now }
}

export const fileNode = (volume: Volume, bytes?: Uint8Array): FileNode => ({
  kind: 'regular_file',
  ...meta(volume, nodeCost),
  content: new Bytes(volume.space, bytes),
  open: 0,
})

export const linkNode = (volume: Volume, target: string): LinkNode => ({
  kind: 'symbolic_link',
  ...meta(volume, nodeCost + textCost(target)),
  target,
})

export const directoryNode = (volume: Volume, names: Names = new AllNames()): DirectoryNode => ({
  kind: 'directory',
  ...meta(volume, nodeCost),
  names,
  parent: undefined,
})

const sizes: { readonly [Kind in Node['kind']]: (node: Extract<Node, { kind: Kind }>) => number } = {
  regular_file: ({ content }) => content.size,
  symbolic_link: ({ target }) => textCost(target),
  directory: () => 0,
}

export const statOf = (volume: Volume, node: Node): Stat => ({
  device: volume.device,
  inode: node.inode,
  filetype: node.kind,
  links: BigInt(node.links),
  size: BigInt((sizes[node.kind] as (node: Node) => number)(node)),
  accessed: node.accessed,
  modified: node.modified,
  changed: node.changed,
})

export function setTimes(volume: Volume, node: Node, times: Times): void {
  node.accessed = times.accessed ?? node.accessed
  node.modified = times.modified ?? node.modified
  node.changed = volume.now()
}

/** The node's content or names were changed. */
export function touch(volume: Volume, node: Node): void {
  node.modified = node.changed = volume.now()
}

/** What nobody can reach any more gives its space back. */
export function free(volume: Volume, node: Node): void {
  if (node.links > 0 || (node.kind === 'regular_file' && node.open > 0)) return
  if (node.kind === 'regular_file' && node.content instanceof Bytes) node.content.free()
  volume.space.take(-node.cost)
  node.cost = 0
}
