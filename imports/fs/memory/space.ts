// How much a file system in memory may hold, so that a guest fills its disk and not its host. Bytes of
// content count, and so does what the host keeps for each file, for each name, and for the text of a link:
// three million empty files would take 1.8 GB otherwise. Names have a number of their own besides, since
// what the host can keep in one map, or walk through, has an end as well.
import { encodeUtf8 } from '../../utf8.js'
import { refuse } from '../error.js'

export interface SpaceOptions {
  /**
   * How many bytes there may be in all: content, 512 for each file, directory or link, 128 and its length
   * for each name. 4 GiB if this is not said.
   */
  readonly capacity?: number
  /** How many files, directories and links there may be, each counted once for each of its names. 2^20. */
  readonly files?: number
}

/** What the host keeps for a node: some 400 bytes, and 300 more for a file's first byte. */
export const nodeCost = 512

/** What the host keeps for a name: some 190 bytes if it has 10 letters. */
const nameCost = 128

export const textCost = (text: string): number => encodeUtf8(text).length

const costOf = (name: string): number => nameCost + textCost(name)

function limitOf(value: number, what: string): number {
  if (typeof value === 'number' && value >= 0) return value
  throw new RangeError(`the ${what} of a file system must be a number, 0 or more: ${String(value)}`)
}

export class Space {
  readonly #capacity: number
  readonly #files: number
  #used = 0
  #names = 0

  constructor({ capacity = 2 ** 32, files = 2 ** 20 }: SpaceOptions) {
    this.#capacity = limitOf(capacity, 'capacity')
    this.#files = limitOf(files, 'number of files')
  }

  /** Takes so many more bytes, or gives them back if negative. */
  take(bytes: number): void {
    if (bytes > 0 && this.#used + bytes > this.#capacity) refuse('ENOSPC')
    this.#used += bytes
  }

  /** Takes what a name needs, and so many bytes for what gets it. */
  takeName(name: string, more: number): void {
    if (this.#names >= this.#files) refuse('ENOSPC')
    this.take(costOf(name) + more)
    this.#names++
  }

  giveName(name: string): void {
    this.take(-costOf(name))
    this.#names--
  }

  /** Takes a name in the place of others: a full disk can be put in order. */
  replaceNames(others: readonly string[], name: string): void {
    if (this.#names - others.length >= this.#files) refuse('ENOSPC')
    this.take(costOf(name) - others.reduce((sum, other) => sum + costOf(other), 0))
    this.#names += 1 - others.length
  }
}
