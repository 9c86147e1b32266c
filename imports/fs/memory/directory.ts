// A directory in memory: the operations of a file system on a tree of nodes.
import { refuse } from '../error.js'
import type { Directory, Entry, OpenHow, Stat, Times } from '../types.js'
import { MemoryFile } from './file.js'
import {
  type DirectoryNode,
  directoryNode,
  fileNode,
  free,
  linkNode,
  type Node,
  setTimes,
  statOf,
  touch,
  type Volume,
} from './nodes.js'

/** Bytes of a name, as Linux has it. */
const longestName = 255

const encoder = new TextEncoder()

function check(name: string): void {
  if (name.length * 3 > longestName && encoder.encode(name).length > longestName) refuse('ENAMETOOLONG')
}

/** Whether a directory is another one or stands somewhere below it. */
function holds(tree: Node, directory: DirectoryNode): boolean {
  for (let node: DirectoryNode | undefined = directory; node !== undefined; node = node.parent) {
    if (node === tree) return true
  }
  return false
}

export class MemoryDirectory implements Directory {
  readonly #volume: Volume
  readonly #node: DirectoryNode

  constructor(volume: Volume, node: DirectoryNode) {
    this.#volume = volume
    this.#node = node
  }

  stat(): Stat {
    return statOf(this.#volume, this.#node)
  }

  setTimes(times: Times): void {
    setTimes(this.#volume, this.#node, times)
  }

  sync(): void {}

  close(): void {}

  reopen(): Directory {
    return new MemoryDirectory(this.#volume, this.#node)
  }

  list(): readonly Entry[] {
    return Array.from(this.#node.names.list(), ([name, { kind, inode }]) => ({
      name,
      filetype: kind,
      ...(inode !== undefined && { inode }),
    }))
  }

  look(name: string): Stat | undefined {
    const node = this.#get(name)
    return node === undefined ? undefined : statOf(this.#volume, node)
  }

  enter(name: string): Directory {
    const node = this.#existing(name)
    if (node.kind !== 'directory') refuse('ENOTDIR')
    node.parent = this.#node
    return new MemoryDirectory(this.#volume, node)
  }

  open(name: string, how: OpenHow): MemoryFile {
    const node = this.#get(name)
    if (node === undefined) {
      const made = fileNode(this.#volume)
      this.#add(name, how.create ? made : refuse('ENOENT'))
      return new MemoryFile(this.#volume, made, how)
    }
    if (how.create && how.exclusive) refuse('EEXIST')
    if (node.kind === 'symbolic_link') refuse('ELOOP')
    if (node.kind === 'directory') refuse('EISDIR')
    return new MemoryFile(this.#volume, node, how)
  }

  readLink(name: string): string {
    const node = this.#existing(name)
    return node.kind === 'symbolic_link' ? node.target : refuse('EINVAL')
  }

  setTimesOf(name: string, times: Times): void {
    setTimes(this.#volume, this.#existing(name), times)
  }

  makeDirectory(name: string): void {
    this.#add(name, directoryNode(this.#volume))
  }

  makeLink(name: string, target: string): void {
    this.#add(name, linkNode(this.#volume, target))
  }

  removeDirectory(name: string): void {
    const node = this.#existing(name)
    if (node.kind !== 'directory') refuse('ENOTDIR')
    if (node.names.size > 0) refuse('ENOTEMPTY')
    this.#remove(name, node)
  }

  removeFile(name: string): void {
    const node = this.#existing(name)
    if (node.kind === 'directory') refuse('EISDIR')
    this.#remove(name, node)
  }

  rename(name: string, to: Directory, newName: string): void {
    const target = this.#same(to)
    const node = this.#existing(name)
    const there = target.#get(newName)
    if (there === node) return
    if (holds(node, target.#node)) refuse('EINVAL')
    if (there !== undefined && holds(there, this.#node)) refuse('ENOTEMPTY')
    if (there !== undefined) target.#replace(newName, there, node)
    target.#checkAdd(newName)
    this.#node.names.delete(name)
    target.#node.names.set(newName, node)
    if (node.kind === 'directory') node.parent = target.#node
    node.changed = this.#volume.now()
    touch(this.#volume, this.#node)
    touch(this.#volume, target.#node)
  }

  link(name: string, to: Directory, newName: string): void {
    const target = this.#same(to)
    const node = this.#existing(name)
    if (node.kind === 'directory') refuse('EPERM')
    target.#add(newName, node)
    node.links++
    node.changed = this.#volume.now()
  }

  #get(name: string): Node | undefined {
    check(name)
    return this.#node.names.get(name)
  }

  #existing(name: string): Node {
    return this.#get(name) ?? refuse('ENOENT')
  }

  #same(other: Directory): MemoryDirectory {
    return other instanceof MemoryDirectory && other.#volume === this.#volume ? other : refuse('EXDEV')
  }

  /** A directory that was removed takes nothing more. */
  #checkAdd(name: string): void {
    check(name)
    if (this.#node.links === 0) refuse('ENOENT')
  }

  #add(name: string, node: Node): void {
    if (this.#get(name) !== undefined) refuse('EEXIST')
    this.#checkAdd(name)
    this.#node.names.set(name, node)
    touch(this.#volume, this.#node)
  }

  #remove(name: string, node: Node): void {
    this.#node.names.delete(name)
    node.links--
    node.changed = this.#volume.now()
    touch(this.#volume, this.#node)
    free(node)
  }

  /** Makes way for another node under the same name. */
  #replace(name: string, old: Node, by: Node): void {
    if (by.kind === 'directory' && old.kind !== 'directory') refuse('ENOTDIR')
    if (by.kind !== 'directory' && old.kind === 'directory') refuse('EISDIR')
    if (old.kind === 'directory' && old.names.size > 0) refuse('ENOTEMPTY')
    this.#remove(name, old)
  }
}
