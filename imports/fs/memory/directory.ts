// A directory in memory: the operations of a file system on a tree of nodes.
import { refuse } from '../error.js'
import { freely, stepper } from '../step.js'
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
import { textCost } from './space.js'

/** Bytes of a name, as Linux has it. */
const longestName = 255

function check(name: string): void {
  if (name.length * 3 > longestName && textCost(name) > longestName) refuse('ENAMETOOLONG')
}

/** How many entries are listed between two calls of whoever may stop it. */
const portion = 1024

/** Names of fewer characters are copied by the engine itself. */
const shortest = 13

/** A copy of a name: to an engine a part of a path may be a reference to the path, which is kept then. */
const alone = (name: string): string =>
  name.length < shortest ? name : (JSON.parse(JSON.stringify(name)) as string)

/** Whether a directory is another one or stands somewhere below it. */
function holds(tree: Node, directory: DirectoryNode): boolean {
  for (let node: DirectoryNode | undefined = directory; node !== undefined; node = node.parent) {
    if (node === tree) return true
  }
  return false
}

/** Whether a node may make way for another one under the same name. */
function checkReplace(old: Node, by: Node): void {
  if (by.kind === 'directory' && old.kind !== 'directory') refuse('ENOTDIR')
  if (by.kind !== 'directory' && old.kind === 'directory') refuse('EISDIR')
  if (old.kind === 'directory' && old.names.size > 0) refuse('ENOTEMPTY')
}

/** Who is told of a directory that is open. */
interface Opener {
  /** It has been closed. */
  closed(): void
  /** A directory is entered from there. */
  readonly step?: () => void
}

export class MemoryDirectory implements Directory {
  readonly #volume: Volume
  readonly #node: DirectoryNode
  readonly #closed: () => void
  readonly #step: () => void

  constructor(volume: Volume, node: DirectoryNode, { closed, step = freely }: Opener) {
    this.#volume = volume
    this.#node = node
    this.#closed = closed
    this.#step = step
  }

  stat(): Stat {
    return statOf(this.#volume, this.#node)
  }

  setTimes(times: Times): void {
    setTimes(this.#volume, this.#node, times)
  }

  sync(): void {}

  close(): void {
    this.#closed()
  }

  reopen(check?: () => void): Directory {
    const step = check === undefined ? this.#step : stepper(check)
    return new MemoryDirectory(this.#volume, this.#node, { closed: this.#volume.opened(), step })
  }

  list(check?: () => void): readonly Entry[] {
    const entries: Entry[] = []
    for (const [name, { kind, inode }] of this.#node.names.list(check)) {
      if (entries.length % portion === 0) check?.()
      entries.push({ name, filetype: kind, ...(inode !== undefined && { inode }) })
    }
    return entries
  }

  look(name: string): Stat | undefined {
    const node = this.#get(name)
    return node === undefined ? undefined : statOf(this.#volume, node)
  }

  enter(name: string): Directory {
    const node = this.#existing(name)
    if (node.kind !== 'directory') refuse('ENOTDIR')
    node.parent = this.#node
    this.#step()
    return new MemoryDirectory(this.#volume, node, { closed: this.#volume.opened(), step: this.#step })
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
    this.#unlink(name, node)
  }

  removeFile(name: string): void {
    const node = this.#existing(name)
    if (node.kind === 'directory') refuse('EISDIR')
    this.#unlink(name, node)
  }

  rename(name: string, to: Directory, newName: string): void {
    const target = this.#same(to)
    const node = this.#existing(name)
    const there = target.#get(newName)
    if (there === node) return
    if (holds(node, target.#node)) refuse('EINVAL')
    if (there !== undefined && holds(there, this.#node)) refuse('ENOTEMPTY')
    if (there !== undefined) checkReplace(there, node)
    target.#checkAdd(newName)
    const old = [this.#counted(name), there && target.#counted(newName)].filter(name => name !== undefined)
    this.#volume.space.replaceNames(old, newName)
    if (there !== undefined) target.#remove(newName, there)
    this.#node.names.delete(name)
    target.#node.names.set(alone(newName), node)
    if (node.kind === 'directory') node.parent = target.#node
    node.changed = this.#volume.now()
    touch(this.#volume, this.#node)
    touch(this.#volume, target.#node)
  }

  link(name: string, to: Directory, newName: string): void {
    const target = this.#same(to)
    const node = this.#existing(name)
    if (node.kind === 'directory') refuse('EPERM')
    target.#add(newName, node, 0)
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

  /** A name, if it has taken some of the space. */
  #counted(name: string): string | undefined {
    return this.#node.names.counts(name) ? name : undefined
  }

  /** @param cost what the node has yet to take of the space */
  #add(name: string, node: Node, cost = node.cost): void {
    if (this.#get(name) !== undefined) refuse('EEXIST')
    this.#checkAdd(name)
    this.#volume.space.takeName(name, cost)
    this.#node.names.set(alone(name), node)
    touch(this.#volume, this.#node)
  }

  #unlink(name: string, node: Node): void {
    if (this.#node.names.counts(name)) this.#volume.space.giveName(name)
    this.#remove(name, node)
  }

  /** What the name has taken of the space is the caller's business. */
  #remove(name: string, node: Node): void {
    this.#node.names.delete(name)
    node.links--
    node.changed = this.#volume.now()
    touch(this.#volume, this.#node)
    free(this.#volume, node)
  }
}
