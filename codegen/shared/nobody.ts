// The environment of a shared closure that is no instance's: things of the right kinds, with nothing in them.

import { importedCount, type Module } from '../../src/wasm/module.js'
import type { Environment, GlobalLike, MemoryLike, TableLike } from '../environment.js'
import { noMemory } from '../interpret/machine.js'
import type { Program } from '../program.js'

const never = (): never => {
  throw new TypeError('no instance runs')
}

const memory: MemoryLike = {
  ...noMemory,
  holder: { view: noMemory.view },
  plainHolder: { view: noMemory.view },
  addReaders: never,
}

const table: TableLike = {
  ...{ size: 0, refs: [], codes: [], types: [] },
  ...{ get: never, set: never, grow: never, fill: never, copy: never, init: never },
}

const global: GlobalLike = { word0: 0, word1: 0, get0: never, get1: never, set0: never, set1: never }

const manyOf = <Thing>({ length }: { readonly length: number }, thing: Thing): readonly Thing[] =>
  Array.from({ length }, () => thing)

const countOf = (module: Module) => ({ length: importedCount(module, 'func') })

/** The environment of no instance. */
export function nobodysEnvironment({ module, instruments }: Program): Environment {
  return {
    functions: manyOf(countOf(module), never),
    memories: manyOf(module.memories, memory),
    tables: manyOf(module.tables, table),
    globals: manyOf(module.globals, global),
    ...{ data: [], elements: [], refFunc: never },
    instruments: instruments.map(({ values = {} }) => ({
      values: Object.fromEntries(Object.keys(values).map(name => [name, undefined])),
      steps: undefined,
      reference: never,
      interrupt: () => {},
    })),
  }
}
