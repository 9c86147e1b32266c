// The numbers under which a guest has things open. A new one gets the lowest number that is free.
import { fail } from '../errno.js'
import { type Right, require } from '../rights.js'
import type { OpenDirectory } from './directory.js'
import type { RegularFile } from './regular.js'
import type { OpenFile } from './types.js'

/** How many things can be open at once. */
const most = 65536

export class FileTable {
  readonly #files = new Map<number, OpenFile>()
  /** Below it no number is free. */
  #free = 0

  add(file: OpenFile): number {
    if (this.#files.size >= most) {
      file.close()
      fail('mfile')
    }
    while (this.#files.has(this.#free)) this.#free++
    this.#files.set(this.#free, file)
    return this.#free
  }

  find(fd: number): OpenFile | undefined {
    return this.#files.get(fd)
  }

  /** What is open under a number. */
  get(fd: number): OpenFile {
    return this.#files.get(fd) ?? fail('badf')
  }

  /** A file with positions. */
  regular(fd: number, ...needed: readonly Right[]): RegularFile {
    const file = this.get(fd)
    if (file.kind === 'directory') fail('badf')
    if (file.kind !== 'file') return fail('spipe')
    for (const right of needed) require(file.rights, right)
    return file
  }

  /** A directory to look a path up in. */
  directory(fd: number, ...needed: readonly Right[]): OpenDirectory {
    const file = this.get(fd)
    if (file.kind !== 'directory') return fail('notdir')
    for (const right of needed) require(file.rights, right)
    return file
  }

  close(fd: number): void {
    const file = this.get(fd)
    this.#files.delete(fd)
    this.#free = Math.min(this.#free, fd)
    file.close()
  }

  /** Moves what is open to another number; what was open there is closed. */
  renumber(from: number, to: number): void {
    const file = this.get(from)
    const old = this.get(to)
    if (from === to) return
    this.#files.delete(from)
    this.#files.set(to, file)
    this.#free = Math.min(this.#free, from)
    old.close()
  }

  /** The guest has ended. */
  closeAll(): void {
    const files = [...this.#files.values()]
    this.#files.clear()
    this.#free = 0
    for (const file of files) file.close()
  }
}
