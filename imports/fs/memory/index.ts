// A file system in memory, from a tree of plain values.
//
//   memory({ 'notes.txt': 'text', data: { 'a.bin': bytes }, latest: symbolicLink('data/a.bin') })
import { encode } from '../../../src/engine/utf8.js'
import { disposable } from '../../dispose.js'
import { refuse } from '../error.js'
import type { Folder } from '../types.js'
import { MemoryDirectory } from './directory.js'
import {
  type DirectoryNode,
  directoryNode,
  fileNode,
  linkNode,
  type Node,
  Volume,
  type VolumeOptions,
} from './nodes.js'

/** A symbolic link of a tree. */
export class SymbolicLink {
  constructor(readonly target: string) {}
}

/** A link in a tree for `memory`: `target` is a path as the guest would write it. */
export const symbolicLink = (target: string): SymbolicLink => new SymbolicLink(target)

/** Names and what stands under them: text, bytes (copied), a link or another tree. */
export interface Tree {
  readonly [name: string]: string | Uint8Array | SymbolicLink | Tree
}

export type { VolumeOptions as MemoryOptions } from './nodes.js'

function plant(volume: Volume, tree: Tree): DirectoryNode {
  const node = directoryNode(volume)
  for (const [name, value] of Object.entries(tree)) {
    if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) refuse('EINVAL')
    const child = grow(volume, value)
    volume.space.takeName(name, child.cost)
    node.names.set(name, child)
  }
  return node
}

function grow(volume: Volume, value: Tree[string]): Node {
  if (typeof value === 'string') return fileNode(volume, encode(value))
  if (value instanceof Uint8Array) return fileNode(volume, value.slice())
  return value instanceof SymbolicLink ? linkNode(volume, value.target) : plant(volume, value)
}

/** The root has no name, and costs nothing. */
export function memory(tree: Tree = {}, options: VolumeOptions = {}): Folder {
  const volume = new Volume(options)
  return disposable<Folder>(new MemoryDirectory(volume, plant(volume, tree), { closed: () => {} }))
}
