// Which locals are alive at the beginning of each case of a function that can be resumed: those that may be
// read from there on before they are written. Other variables are written before they are read, in one case.
//
// Backwards through each list, again and again until nothing changes. Inner loops and tables are not looked
// at closely: all that they read is alive before them. Sets of locals are bits in a few words.

import type { Label, Node, Variable } from '../../ir/nodes.js'
import { forEachNode } from '../../ir/walk.js'
import { jumpTarget, type Resumable } from './resume.js'

type Bits = readonly number[]

class Liveness {
  readonly cases: Bits[]
  readonly nothing: Bits
  private readonly labels = new Map<Label, Bits>()

  constructor(
    private readonly found: Resumable,
    /** The number of each local, by its id. */
    private readonly numbers: readonly (number | undefined)[],
    words: number,
  ) {
    this.nothing = new Array<number>(words).fill(0)
    this.cases = found.dispatch.cases!.map(() => this.nothing)
  }

  read(live: number[], { id }: Variable): void {
    const number = this.numbers[id]
    if (number !== undefined) live[number >> 5]! |= 1 << (number & 31)
  }

  private write(live: number[], { id }: Variable): void {
    const number = this.numbers[id]
    if (number !== undefined) live[number >> 5]! &= ~(1 << (number & 31))
  }

  /** Makes of what is alive behind a list what is alive before it. */
  list(list: readonly Node[], live: number[]): void {
    for (let at = list.length - 1; at >= 0; at--) {
      const node = list[at]!
      if (node.op === 'get') this.read(live, node.variable!)
      else if (node.op === 'set') this.write(live, node.variable!)
      else if (node.op === 'return' || node.op === 'unreachable') assign(live, this.nothing)
      else if (node.op === 'br' || node.op === 'goto') assign(live, this.jump(list, at))
      else if (node.owned !== undefined) this.owner(node, live)
    }
  }

  private jump(list: readonly Node[], at: number): Bits {
    const { found, cases, labels, nothing } = this
    const number = jumpTarget(found, list, at)
    return number >= 0 ? cases[found.caseOf[number]!]! : (labels.get(list[at]!.label!) ?? nothing)
  }

  private owner(node: Node, live: number[]): void {
    const { op, label, body, otherwise } = node
    if (op !== 'block' && op !== 'if') return this.closed(node, live)
    if (label!.used) this.labels.set(label!, [...live])
    const skipped = op === 'if' ? [...live] : this.nothing
    if (otherwise !== undefined) this.list(otherwise, skipped as number[])
    this.list(body!, live)
    join(live, skipped)
  }

  /** All that is read within, and all that is alive where it may lead. */
  private closed(node: Node, live: number[]): void {
    const { found, labels, cases } = this
    forEachNode([node], ({ op, variable, label }) => {
      if (op === 'get') this.read(live, variable!)
      if (op !== 'br' && op !== 'goto') return
      for (const target of label === found.next ? cases : [labels.get(label!)])
        if (target !== undefined) join(live, target)
    })
  }
}

function assign(bits: number[], others: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = others[i]!
}

function join(bits: number[], others: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i]! |= others[i]!
}

const isEqual = (a: Bits, b: Bits): boolean => a.every((word, i) => word === b[i])

/** Behind the cases, whatever they leave by, only what stands there is read. */
function readBehind(liveness: Liveness, { around }: Resumable): Bits {
  const live = [...liveness.nothing]
  for (const { behind } of around)
    forEachNode(behind, ({ op, variable }) => {
      if (op === 'get') liveness.read(live, variable!)
    })
  return live
}

function solve(liveness: Liveness, found: Resumable): void {
  const { cases } = liveness
  const end = readBehind(liveness, found)
  for (let changed = true; changed; ) {
    changed = false
    for (let i = cases.length - 1; i >= 0; i--) {
      const live = [...(cases[i + 1] ?? end)]
      liveness.list(found.dispatch.cases![i]!, live)
      join(live, end)
      if (!isEqual(live, cases[i]!)) changed = true
      cases[i] = live
    }
  }
}

/** For each case what is alive at its beginning. */
export function findLive(found: Resumable): readonly (readonly Variable[])[] {
  const { params, variables } = found.fn
  const locals = [...params, ...variables].filter(({ local }) => local !== undefined)
  const numbers: number[] = []
  locals.forEach(({ id }, number) => {
    numbers[id] = number
  })
  const liveness = new Liveness(found, numbers, (locals.length >> 5) + 1)
  solve(liveness, found)
  return liveness.cases.map(bits => locals.filter((_, number) => bits[number >> 5]! & (1 << (number & 31))))
}
