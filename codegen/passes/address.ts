// Marks accesses to memory whose effective address, the sum of operand and offset, is known to be less than
// 2^32. They may add their offset to the signed operand, which V8 does without any test, while
// `(address >>> 0) + offset` takes two.
//
// An access is proof for those behind it that have the same operand and no larger offset than it reaches: it
// would have trapped. So the high word of a 64-bit value comes before the low one. Loads may still change
// places, since nobody sees in which order they are done; then the proof traps a little later.

import { byName, type InstructionName } from '../../src/wasm/ops/index.js'
import { Effects } from '../ir/effects.js'
import type { FunctionIR, Node, Op, Variable } from '../ir/nodes.js'
import { forEachNode, listsOf } from '../ir/walk.js'

/** An operand: a result, or a variable as long as it is not written. */
type Operand = Node | Variable

/** How many bytes an access touches; 0 or nothing for all else. */
const widthOf = (op: Op): number | undefined =>
  op === 'f32.load plain' || op === 'f32.store plain' ? 4 : byName[op as InstructionName]?.width

class Addresses {
  /** How far behind an operand memory is known to reach. */
  private readonly reach = new Map<Operand, number>()
  /** Knowledge before it changed, to be restored at the end of a list. */
  private readonly changes: (readonly [Operand, number])[] = []
  /** When each variable was written last, and when what is now. */
  private readonly writes = new Map<Variable, number>()
  private now = 0

  constructor(private readonly memory: number) {}

  list(list: readonly Node[], written: Set<Variable>): void {
    for (const node of list) {
      this.now++
      if (node.owned !== undefined) this.owner(node, written)
      else if (node.op === 'set') this.write(node.variable!, written)
      // A read's immediate is free until it is lowered.
      else if (node.op === 'get') node.index = this.now
      else if (node.effect & Effects.access && node.index === this.memory) this.access(node)
    }
  }

  private write(variable: Variable, written: Set<Variable>): void {
    written.add(variable)
    this.writes.set(variable, this.now)
    this.know(variable, 0)
  }

  private know(operand: Operand, reach: number): void {
    const before = this.reach.get(operand) ?? 0
    if (before === reach) return
    this.changes.push([operand, before])
    this.reach.set(operand, reach)
  }

  /** Nothing if the variable has been written since it was read. */
  private operandOf({ args: [operand] }: Node): Operand | undefined {
    if (operand!.op !== 'get') return operand
    const { variable, index } = operand!
    return (this.writes.get(variable!) ?? 0) > index ? undefined : variable
  }

  private access(node: Node): void {
    const width = widthOf(node.op)
    const operand = width ? this.operandOf(node) : undefined
    if (operand === undefined) return
    const known = this.reach.get(operand) ?? 0
    if (node.extra < known) node.effect |= Effects.fits
    this.know(operand, Math.max(known, node.extra + width!))
  }

  /**
   * Knowledge from before holds within, unless a loop writes the variable; behind, nothing is known of one
   * that is written.
   */
  private owner(node: Node, written: Set<Variable>): void {
    const own = new Set<Variable>()
    if (node.op === 'loop' || node.op === 'dispatch')
      forEachNode([node], ({ op, variable }) => {
        if (op === 'set') this.know(variable!, 0)
      })
    for (const inner of listsOf(node)) this.apart(inner, own)
    for (const variable of own) this.write(variable, written)
  }

  private apart(list: readonly Node[], written: Set<Variable>): void {
    const before = this.changes.length
    this.list(list, written)
    while (this.changes.length > before) {
      const [operand, reach] = this.changes.pop()!
      this.reach.set(operand, reach)
    }
  }
}

/** Accesses whose address is surely less than 2^32 are marked. */
export function fitAddresses({ body, memories }: FunctionIR): void {
  if (memories.size > 0) new Addresses(Math.min(...memories)).list(body, new Set())
}
