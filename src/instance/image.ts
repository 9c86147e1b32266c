// An instance as it was at one moment, and the way back there. What a guest can change is its own memories,
// tables and globals, and which of its segments are dropped; what it imports is not its own. A pool that
// serves one request after the other with an instance restores it in between.

import type { Global } from '../../codegen/index.js'
import type { Memory, MemoryImage } from './memory.js'
import type { Table, TableImage } from './table.js'

/** What an instance has that its guest may change, and nobody else does. */
export interface Owned {
  readonly memories: readonly Memory[]
  readonly tables: readonly Table[]
  /** Those that are mutable. */
  readonly globals: readonly Global[]
  /** Data and element segments; a dropped one is empty. */
  readonly data: Uint8Array[]
  readonly elements: (readonly unknown[])[]
}

/** The words of a global. A list would make numbers of them, and signalling NaNs quiet. */
interface GlobalImage {
  readonly word0: unknown
  readonly word1: number
}

const imageOf = (global: Global): GlobalImage => ({
  word0: global.get0(),
  word1: global.get1() as number,
})

function copyTo<Value>(target: Value[], source: readonly Value[]): void {
  for (let i = 0; i < source.length; i++) target[i] = source[i]!
}

/** Taken of an instance that nothing of runs; the only one of it. */
export class Image {
  readonly #memories: readonly MemoryImage[]
  readonly #tables: readonly TableImage[]
  readonly #globals: readonly GlobalImage[]
  readonly #data: readonly Uint8Array[]
  readonly #elements: readonly (readonly unknown[])[]

  constructor(readonly owned: Owned) {
    this.#memories = owned.memories.map(memory => memory.image())
    this.#tables = owned.tables.map(table => table.image())
    this.#globals = owned.globals.map(imageOf)
    this.#data = [...owned.data]
    this.#elements = [...owned.elements]
  }

  /** Makes the instance what it was. Nothing of it may be running. */
  restore(): void {
    const { memories, tables, globals, data, elements } = this.owned
    for (let i = 0; i < memories.length; i++) memories[i]!.restore(this.#memories[i]!)
    for (let i = 0; i < tables.length; i++) tables[i]!.restore(this.#tables[i]!)
    for (let i = 0; i < globals.length; i++) {
      const { word0, word1 } = this.#globals[i]!
      globals[i]!.set0(word0)
      globals[i]!.set1(word1)
    }
    copyTo(data, this.#data)
    copyTo(elements, this.#elements)
  }
}
