// Which functions become part of their callers, as build.ts does it with a call of a small one:
//
//   call 3        set l5 …            arguments
//                 block L2            a `return` becomes `br L2`, its values the block's results
//                   …
//
// V8 inlines calls as well, but never a function into itself, and the second word of a result still goes
// through memory then. So two kinds of functions are taken in: those without loops that are hardly larger
// than their call and return more than a word, and, several levels deep within itself, a small one that calls
// itself.
//
// It is decided by bytes, before anything is built. What an instrument watches may always stay a call.

import { InstructionReader } from '../../src/wasm/binary/instructions.js'
import { funcType, importedCount, type Module } from '../../src/wasm/module.js'
import type { Row } from '../../src/wasm/ops/define.js'
import { wordsOf } from '../abi.js'
import type { InliningLimits } from '../tiers/tuning.js'
import type { FunctionIR } from './nodes.js'

/** How many levels deep a function takes in its calls of itself. */
function levelsOf(
  { size, recursions }: Callee,
  { levels: deepest, taken: mostTaken }: InliningLimits,
): number {
  let taken = 0
  let count = 1
  for (let levels = 0; levels < deepest; levels++) {
    count *= recursions
    taken += count * size
    if (taken > mostTaken) return levels
  }
  return deepest
}

/** The facts of a body that may become part of others. */
export interface Callee {
  readonly size: number
  /** How many calls of itself it has. */
  readonly recursions: number
  readonly hasLoop: boolean
  /**
   * The locals that must be variables: those that it writes, and those that it reads within a loop; see
   * rounds.ts.
   */
  readonly variables: ReadonlySet<number>
  /** All locals that are named, and no parameters, in order. */
  readonly locals: readonly number[]
}

/** Says, while the instructions of a body are read in order, whether the last one is within a loop. */
class OpenLoops {
  /** Of each control instruction that is open, whether it is a loop. */
  private readonly open: boolean[] = []
  private count = 0
  any = false

  get areOpen(): boolean {
    return this.count > 0
  }

  pass({ name, immediates }: Row): void {
    if (immediates[0] === 'block type') {
      const isLoop = name === 'loop'
      this.open.push(isLoop)
      if (isLoop) {
        this.count++
        this.any = true
      }
    } else if (name === 'end' && this.open.pop() === true) this.count--
  }
}

/** Where a function is called. */
interface CallPlace {
  /** The function that is being built, and within how many that have become part of it. */
  readonly fn: FunctionIR
  readonly levels: number
  readonly context: { readonly depths: Uint32Array; readonly maxHeight: number }
}

/** The functions of a module that may become part of others. */
export class Inlining {
  private readonly known = new Map<number, Callee | undefined>()
  private readonly reader: InstructionReader
  private readonly imported: number

  /** @param isKept whether the calls of a function stay calls */
  constructor(
    private readonly module: Module,
    private readonly isKept: (index: number) => boolean,
    private readonly limits: InliningLimits,
  ) {
    this.reader = new InstructionReader(module)
    this.imported = importedCount(module, 'func')
  }

  /** The callee, if the builder, which stands at a call of `index`, is to build it in that place. */
  taken({ levels, fn, context }: CallPlace, index: number): Callee | undefined {
    const { limits } = this
    const isOwn = index === fn.index
    if (index < this.imported || levels === limits.levels || this.isKept(index)) return undefined
    const size = this.sizeOf(index)
    if (size > (isOwn ? limits.taken : limits.smallest) || !(isOwn || this.returnsWords(index)))
      return undefined
    // Its blocks are all statements.
    if (context.depths[index - this.imported]! > context.maxHeight) return undefined
    const callee = this.find(index, size)
    if (callee === undefined) return undefined
    const fits = isOwn
      ? levels < levelsOf(callee, limits)
      : callee.recursions === 0 &&
        !callee.hasLoop &&
        fn.taken + size <= limits.taken &&
        this.sizeOf(fn.index) <= limits.caller
    return fits ? callee : undefined
  }

  /** Whether a function returns more than fits the result of a JavaScript function. */
  private returnsWords(index: number): boolean {
    const { results } = funcType(this.module, this.module.functions[index]!)
    return results.flatMap(wordsOf).length > 1
  }

  private sizeOf(index: number): number {
    const { start, end } = this.module.bodies[index - this.imported]!
    return end - start
  }

  private find(index: number, size: number): Callee | undefined {
    if (!this.known.has(index)) this.known.set(index, this.examine(index, size))
    return this.known.get(index)
  }

  /** Nothing that has tables of jumps is small. */
  private examine(index: number, size: number): Callee | undefined {
    const { reader } = this
    const { start, end } = this.module.bodies[index - this.imported]!
    const { params } = funcType(this.module, this.module.functions[index]!)
    const variables = new Set<number>()
    const locals = new Set<number>()
    const loops = new OpenLoops()
    let recursions = 0
    reader.position = start
    while (reader.position < end) {
      const { row, index: operand } = reader.next()
      loops.pass(row)
      if (row.name === 'br_table') return undefined
      if (row.name === 'local.set' || row.name === 'local.tee') variables.add(operand)
      if (row.name === 'local.get' && loops.areOpen) variables.add(operand)
      if (row.immediates[0] === 'local' && operand >= params.length) locals.add(operand)
      if (row.name === 'call' && operand === index) recursions++
    }
    const inOrder = [...locals].sort((a, b) => a - b)
    return { size, recursions, hasLoop: loops.any, variables, locals: inOrder }
  }
}
