// Which cases of a function that can be resumed make a region together. Regions are runs of cases of a
// certain size; they end where control changes from one to the other least often, as far as loops tell: a
// jump in a loop counts eight times as much as one around it.

import type { Resuming } from '../../tiers/tuning.js'
import { Sizes } from '../outline/size.js'
import { type Edge, edgesOf } from './flow.js'
import type { Resumable } from './resume.js'

/** Cases from `from` to before `to`. */
export interface Group {
  readonly from: number
  readonly to: number
  readonly size: number
}

/** In how many loops each case is: between the target of a jump back and the last that jumps there. */
function depthsOf(edges: readonly Edge[], count: number): number[] {
  const ends = new Map<number, number>()
  for (const { from, to } of edges) if (to <= from) ends.set(to, Math.max(from, ends.get(to) ?? 0))
  const depths = new Array<number>(count + 1).fill(0)
  for (const [start, end] of ends) {
    depths[start]!++
    depths[end + 1]!--
  }
  return accumulate(depths)
}

function accumulate(differences: number[]): number[] {
  for (let i = 1; i < differences.length; i++) differences[i]! += differences[i - 1]!
  return differences
}

/** The cost of ending a region before each case. */
function costsOf(found: Resumable, { perLoop, deepest }: Resuming): number[] {
  const count = found.dispatch.cases!.length
  const edges = edgesOf(found)
  const depths = depthsOf(edges, count)
  const costs = new Array<number>(count + 1).fill(0)
  for (const { from, to } of edges) {
    const depth = Math.min(depths[from]!, depths[to]!, deepest)
    costs[Math.min(from, to) + 1]! += perLoop ** depth
    costs[Math.max(from, to) + 1]! -= perLoop ** depth
  }
  return accumulate(costs)
}

/** Groups that are no larger than `longest`, but for single cases that are. */
export function groupCases(found: Resumable, longest: number, tuning: Resuming): readonly Group[] {
  const sizes = new Sizes()
  const own = found.dispatch.cases!.map(list => sizes.list(list))
  const costs = costsOf(found, tuning)
  const best = [0]
  const starts = [0]
  for (let to = 1; to <= own.length; to++) {
    best[to] = Number.POSITIVE_INFINITY
    let size = 0
    for (let from = to - 1; from >= 0; from--) {
      size += own[from]!
      if (size > longest && best[to]! < Number.POSITIVE_INFINITY) break
      // A region is entered by a number.
      if (from > 0 && found.numberOf[from]! < 0) continue
      const cost = best[from]! + tuning.perRegion + (from > 0 ? costs[from]! : 0)
      if (cost < best[to]!) {
        best[to] = cost
        starts[to] = from
      }
    }
  }
  return trace(starts, own)
}

function trace(starts: readonly number[], sizes: readonly number[]): Group[] {
  const groups: Group[] = []
  for (let to = sizes.length; to > 0; to = starts[to]!) {
    const from = starts[to]!
    groups.unshift({ from, to, size: sizes.slice(from, to).reduce((sum, size) => sum + size, 0) })
  }
  return groups
}
