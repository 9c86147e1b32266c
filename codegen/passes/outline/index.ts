// Cuts functions that are too large for V8 to optimise; see choose.ts for what and why, extract.ts for how.

import { dispatchLoopOf } from '../../ir/cases.js'
import type { FunctionIR, Node } from '../../ir/nodes.js'
import type { Outlining, Tuning } from '../../tiers/tuning.js'
import { recount } from '../dead.js'
import { orderCases } from '../dispatch/order.js'
import { separateCases } from '../dispatch/separate.js'
import { insertExits } from '../entry/exits.js'
import { chooseRegions, type Limits, limitsFor, type Region, type Search } from './choose.js'
import { type Counts, chooseCold, coldLevels } from './cold.js'
import { makeSpent, removeCounts } from './count.js'
import { countReads, extract, useMoved } from './extract.js'
import { mergeCold } from './merge.js'
import { reaches, Sizes } from './size.js'

type RoundOptions = Pick<Search, 'limits' | 'glued' | 'sizes'>

export interface SplitOptions {
  /** How many bytes of bytecode a function may come to. */
  readonly largest: number
  readonly tuning: Tuning
  /** How often the function's counts have been passed, if it has them; see count.ts. */
  readonly counts?: Counts | undefined
}

/** Loops in a list that are small enough to be outlined. */
function findLoops(list: Node[], options: RoundOptions): Region[] {
  const { sizes, limits } = options
  return list.flatMap((node, from) => {
    const size = sizes.node(node)
    if (node.op === 'loop' && size <= limits.longestCold) return [{ list, from, to: from + 1, size }]
    return innerLists(node).flatMap(inner => findLoops(inner, options))
  })
}

/** Those within loops, and in the cases of a dispatch: the others have exits. */
const findInnerLoops = (list: readonly Node[], options: RoundOptions): Region[] =>
  list.flatMap(node =>
    innerLists(node).flatMap(inner =>
      node.op === 'loop' || node.op === 'dispatch'
        ? findLoops(inner, options)
        : findInnerLoops(inner, options),
    ),
  )

const innerLists = ({ body, otherwise, cases }: Node): Node[][] =>
  [body, otherwise, ...(cases ?? [])].filter(list => list !== undefined)

type Choose = (options: RoundOptions) => readonly Region[]

/** A function that is being cut. */
class Cutting {
  readonly regions: FunctionIR[] = []
  readonly limits: Limits
  private readonly glued = new Set<Node>()

  constructor(
    readonly fn: FunctionIR,
    readonly largest: number,
    readonly tuning: Outlining,
  ) {
    this.limits = limitsFor(largest, tuning)
  }

  get isTooLarge(): boolean {
    return reaches(this.fn.body, this.largest)
  }

  /** Outlines the regions that are chosen; says whether there were any. */
  round(choose: Choose): boolean {
    const { fn, tuning, limits, glued, regions } = this
    const before = regions.length
    const chosen = choose({ limits, glued, sizes: new Sizes() })
    const whole = { fn, tuning, glued, moved: new Map(), reads: countReads(fn.body, regions) }
    for (const region of chosen) {
      const outlined = extract(whole, region, `${fn.name}p${regions.length}`)
      if (outlined !== undefined) regions.push(outlined)
    }
    if (chosen.length === 0) return false
    useMoved(whole)
    recount(fn)
    return regions.length > before
  }

  /**
   * Lets no case of a dispatch loop use what another has computed. A region that jumps back to an earlier
   * case is called behind what it uses from before that one: it would be called again with what stands
   * there by then.
   */
  separate(): void {
    const dispatchLoop = dispatchLoopOf(this.fn)
    if (dispatchLoop !== undefined) separateCases(this.fn, dispatchLoop)
    recount(this.fn)
  }

  /** Cuts off loops that may run long, so that V8 optimises at least them. */
  freeLoops(): void {
    this.round(options => findInnerLoops(this.fn.body, options).sort((a, b) => b.from - a.from))
  }

  /** Cuts off what has run least. */
  outlineCold(counts: Counts): void {
    for (const rarely of coldLevels(counts, this.tuning.coldLevels)) {
      const shortest = this.limits.shortestCold
      this.round(options => mergeCold(this.fn, { ...options, shortest, counts, rarely }))
      this.round(options => chooseCold(this.fn.body, { ...options, shortest, counts, rarely }))
      if (!this.isTooLarge) break
    }
    orderCases(this.fn, counts)
    this.fn.body = removeCounts(this.fn.body)
    recount(this.fn)
    for (const region of this.regions) region.body.unshift(makeSpent())
  }

  /** Cuts off what is large. */
  shorten(): void {
    for (const shortest of this.limits.rounds) {
      if (!this.isTooLarge) break
      if (!this.round(options => chooseRegions(this.fn.body, { ...options, shortest }))) break
    }
  }
}

/** Makes the first version of a function that counts already. Gives the regions cut off. */
export function prepareProfiled(
  fn: FunctionIR,
  { largest, tuning }: Omit<SplitOptions, 'counts'>,
): readonly FunctionIR[] {
  insertExits(fn, tuning.exiting)
  recount(fn)
  fn.isCut = true
  const cutting = new Cutting(fn, largest, tuning.outlining)
  cutting.freeLoops()
  return cutting.regions
}

/** No function is larger than engines optimise, where that can be helped. Gives the regions cut off. */
export function splitHuge(fn: FunctionIR, { largest, tuning, counts }: SplitOptions): readonly FunctionIR[] {
  const cutting = new Cutting(fn, largest, tuning.outlining)
  if (counts !== undefined || cutting.isTooLarge) cutting.separate()
  if (counts !== undefined) cutting.outlineCold(counts)
  cutting.shorten()
  const { regions } = cutting
  if (regions.length > 0) fn.isCut = true
  return regions
}
