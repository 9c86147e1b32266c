// An open file in memory. Content that comes from below, in an overlay, becomes the file's own when it is
// changed for the first time.
import { refuse } from '../error.js'
import type { File, OpenHow, Stat, Times } from '../types.js'
import { Bytes, type Content } from './content.js'
import { type FileNode, free, setTimes, statOf, touch, type Volume } from './nodes.js'

/** How much is copied at once. */
const portion = 1 << 20

/** Copies a content that comes from below; `check` is called between two portions. */
function copied(volume: Volume, content: Content, check: OpenHow['check']): Bytes {
  const copy = new Bytes(volume.space)
  try {
    copy.resize(content.size)
    const buffer = new Uint8Array(Math.min(portion, content.size))
    for (let at = 0, count = 0; at < content.size; at += count) {
      check?.()
      count = content.read(buffer, at)
      if (count === 0) break
      copy.write(buffer.subarray(0, Math.min(count, content.size - at)), at)
    }
  } catch (error) {
    copy.free()
    throw error
  }
  return copy
}

/** The content of a file as bytes that can be changed. */
function own(volume: Volume, node: FileNode, check: OpenHow['check']): Bytes {
  const { content } = node
  if (content instanceof Bytes) return content
  const copy = copied(volume, content, check)
  content.release?.()
  node.content = copy
  return copy
}

/** JavaScript's buffers end earlier, but not with an error of a file system. */
const largest = 2 ** 48

export class MemoryFile implements File {
  readonly #volume: Volume
  readonly #node: FileNode
  readonly #how: OpenHow
  readonly #closed: () => void

  constructor(volume: Volume, node: FileNode, how: OpenHow) {
    this.#volume = volume
    this.#node = node
    this.#how = how
    node.open++
    this.#closed = volume.opened()
    if (how.truncate) this.#empty()
  }

  stat(): Stat {
    return statOf(this.#volume, this.#node)
  }

  setTimes(times: Times): void {
    setTimes(this.#volume, this.#node, times)
  }

  resize(size: number): void {
    if (!this.#how.write) refuse('EINVAL')
    if (size > largest) refuse('EFBIG')
    if (size === 0) this.#empty()
    else own(this.#volume, this.#node, this.#how.check).resize(size)
    touch(this.#volume, this.#node)
  }

  read(buffer: Uint8Array, position: number): number {
    if (!this.#how.read) refuse('EBADF')
    return this.#node.content.read(buffer, position)
  }

  write(bytes: Uint8Array, position: number | 'end'): number {
    if (!this.#how.write) refuse('EBADF')
    const content = own(this.#volume, this.#node, this.#how.check)
    const at = position === 'end' ? content.size : position
    if (at + bytes.length > largest) refuse('EFBIG')
    touch(this.#volume, this.#node)
    return content.write(bytes, at)
  }

  sync(): void {}

  close(): void {
    if (--this.#node.open === 0) this.#node.content.release?.()
    free(this.#volume, this.#node)
    this.#closed()
  }

  /** Nothing has to be copied to be thrown away. */
  #empty(): void {
    const { content } = this.#node
    if (content instanceof Bytes) content.free()
    else {
      content.release?.()
      this.#node.content = new Bytes(this.#volume.space)
    }
    touch(this.#volume, this.#node)
  }
}
