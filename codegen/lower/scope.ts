// The closure around a generated function (../js/variables.ts), as expressions, and what the function has used
// of it.

import {
  dataName,
  elementsName,
  farName,
  functionName,
  globalName,
  type ModuleFacts,
  memoryName,
  newestViewName,
  slotLimit,
  tableCodesName,
  tableName,
  tableTypesName,
  typeName,
  viewName,
} from '../js/variables.js'
import { type Leaf, leaf } from './expression.js'

/** The same in all modules. */
const functionNames: Leaf[] = []

/** The names that a function's text uses, and what it needs of the closure. */
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
    if (index >= slotLimit || this.isCold(index)) return leaf(farName(index))
    return (functionNames[index] ??= leaf(functionName(index)))
  }

  /** The process-wide number of a function type. */
  type(index: number): Leaf {
    return leaf(typeName(index))
  }

  memory(index: number): Leaf {
    return leaf(memoryName(index))
  }

  /** The view of a memory as it is now. */
  newestView(index: number): Leaf {
    return leaf(newestViewName(index))
  }

  /** The view of a memory: a variable of the function. */
  view(index: number): Leaf {
    return (this.views[index] ??= leaf(viewName(index)))
  }

  table(index: number): Leaf {
    return leaf(tableName(index))
  }

  tableTypes(index: number): Leaf {
    return leaf(tableTypesName(index))
  }

  tableCodes(index: number): Leaf {
    return leaf(tableCodesName(index))
  }

  data(index: number): Leaf {
    return leaf(dataName(index))
  }

  elements(index: number): Leaf {
    return leaf(elementsName(index))
  }

  global(index: number, word: number): Leaf {
    return leaf(globalName(this.facts, index, word))
  }
}
