// Which variables are alive at the beginning of each case of a function that can be resumed: those that may be
// read from there on before they are written.
//
// Backwards through each list, again and again until nothing changes. Inner loops and tables are not looked
// at closely: all that they read is alive before them.

import type { Label, Node, Variable } from '../../ir/nodes.js'
import { forEachNode } from '../../ir/walk.js'
import { jumpTarget, type Resumable } from './resume.js'

export type Live = ReadonlySet<Variable>

const nothing: Live = new Set()

const endsAll = ({ op }: Node): boolean => op === 'return' || op === 'unreachable'

class Liveness {
  readonly cases: Live[]
  private readonly labels = new Map<Label, Live>()

  constructor(private readonly found: Resumable) {
    this.cases = found.dispatch.cases!.map(() => nothing)
  }

  /** What is alive before a list, if `after` is behind it. */
  list(list: readonly Node[], after: Live): Set<Variable> {
    let live = new Set(after)
    for (let at = list.length - 1; at >= 0; at--) {
      const node = list[at]!
      if (node.op === 'get') live.add(node.variable!)
      else if (node.op === 'set') live.delete(node.variable!)
      else if (endsAll(node)) live = new Set()
      else if (node.op === 'br' || node.op === 'goto') live = new Set(this.jump(list, at))
      else if (node.owned !== undefined) live = this.owner(node, live)
    }
    return live
  }

  private jump(list: readonly Node[], at: number): Live {
    const { found, cases, labels } = this
    const { label } = list[at]!
    const number = jumpTarget(found, list, at)
    return number >= 0 ? cases[found.caseOf[number]!]! : (labels.get(label!) ?? nothing)
  }

  private owner(node: Node, after: Set<Variable>): Set<Variable> {
    const { op, label, body, otherwise } = node
    if (op === 'block') {
      this.labels.set(label!, new Set(after))
      return this.list(body!, after)
    }
    if (op === 'if') {
      this.labels.set(label!, new Set(after))
      const skipped = this.list(otherwise ?? [], after)
      return new Set([...this.list(body!, after), ...skipped])
    }
    return this.closed(node, after)
  }

  /** All that is read within, and all that is alive where it may lead. */
  private closed(node: Node, after: Set<Variable>): Set<Variable> {
    const live = new Set(after)
    const { found, labels, cases } = this
    forEachNode([node], ({ op, variable, label }) => {
      if (op === 'get') live.add(variable!)
      if (op !== 'br' && op !== 'goto') return
      const targets = label === found.next ? cases : [labels.get(label!) ?? nothing]
      for (const target of targets) for (const other of target) live.add(other)
    })
    return live
  }
}

/** For each case what is alive at its beginning. */
export function findLive(found: Resumable): readonly Live[] {
  const liveness = new Liveness(found)
  const { cases } = liveness
  const lists = found.dispatch.cases!
  // Where the construct around the cases ends nothing is read any more but what stands there.
  const ends = new Set<Variable>()
  for (const { behind } of found.around)
    forEachNode(behind, ({ op, variable }) => {
      if (op === 'get') ends.add(variable!)
    })
  for (let changed = true; changed; ) {
    changed = false
    for (let i = lists.length - 1; i >= 0; i--) {
      const live = liveness.list(lists[i]!, cases[i + 1] ?? ends)
      for (const variable of ends) live.add(variable)
      if (live.size !== cases[i]!.size) changed = true
      cases[i] = live
    }
  }
  return cases
}
