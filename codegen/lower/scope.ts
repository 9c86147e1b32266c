// The names around a generated function: the variables of its module's closure. All of them are made here,
// from indices; no name of the module ever becomes an identifier.
//
//   f3      function 3             M0      memory 0 (`H0.view` its DataView; `D0` a local copy of that)
//   g5 g5h  a global's words       T1 C1   type ids and codes of table 1's elements (X1 the table itself)
//   F[3]    the same, in modules with very many,   Y2   the process-wide number of type 2
//           and from where it is hardly ever called
//   G6      the box of a shared global (`G6.word0`)
//   globals[12345], memories[…], tables[…], types[…]   the same for those beyond `declaredLimit`
//   L       what is listened to (only there if something is)

import type { Module } from '../../src/wasm/module.js'
import { wordName } from '../abi.js'
import { declaredLimit, slotLimit } from './convention.js'
import { type Leaf, leaf } from './expression.js'

/** What lowering must know about the module. */
export interface ModuleFacts {
  readonly module: Module
  /** Globals that others can see or change: they live in boxes. */
  readonly boxed: readonly boolean[]
  /** Memories that cannot grow keep their view forever. */
  readonly fixed: readonly boolean[]
  /** The process-wide number of each type. */
  readonly typeIds: readonly number[]
}

/** The same in all modules. */
const functionNames: Leaf[] = []

/** Something by its variable or, as `far` says, where it has none. */
const near = (letter: string, index: number, far: string): Leaf =>
  leaf(index < declaredLimit ? `${letter}${index}` : far)

export class Scope {
  /** Helpers that the code calls. */
  readonly helpers = new Set<string>()
  /** Memories of whose view the function has a variable, which goes stale when they may have grown. */
  readonly refreshed = new Set<number>()
  private readonly views: Leaf[] = []

  /** @param isCold which functions are called so seldom that they are not worth translating for that */
  constructor(
    readonly facts: ModuleFacts,
    private readonly isCold: (index: number) => boolean,
  ) {}

  function(index: number): Leaf {
    if (index >= slotLimit || this.isCold(index)) return leaf(`F[${index}]`)
    return (functionNames[index] ??= leaf(`f${index}`))
  }

  /** The process-wide number of a function type. */
  type(index: number): Leaf {
    return near('Y', index, `types[${index}]`)
  }

  memory(index: number): Leaf {
    return near('M', index, `memories[${index}]`)
  }

  /** The view of a memory as it is now. */
  newestView(index: number): Leaf {
    return leaf(`${near('H', index, `memories[${index}].holder`).text}.view`)
  }

  /** The view of a memory: a variable of the function. */
  view(index: number): Leaf {
    return (this.views[index] ??= leaf(`D${index}`))
  }

  table(index: number): Leaf {
    return near('X', index, `tables[${index}]`)
  }

  tableTypes(index: number): Leaf {
    return near('T', index, `tables[${index}].types`)
  }

  tableCodes(index: number): Leaf {
    return near('C', index, `tables[${index}].codes`)
  }

  global(index: number, word: number): Leaf {
    if (this.facts.boxed[index]) return leaf(`${near('G', index, `globals[${index}]`).text}.word${word}`)
    return leaf(wordName(`g${index}`, word))
  }
}
