// Before a loop is made a function of its own (loop.ts): operands that lie below it, and are wanted behind
// it, are not computed there. So each is kept in a variable that counts as one more local, just as the
// interpreter has a slot for it behind those of the locals.

import { type FunctionIR, get, makeVariable, type Node, set, type Variable } from '../../ir/nodes.js'
import { listsOf } from '../../ir/walk.js'

class Keeper {
  private readonly variables = new Map<Node, Variable>()
  private passed = false

  constructor(
    fn: FunctionIR,
    private readonly loop: Node,
  ) {
    const below = loop.label!.below!
    below.forEach((operand, height) => {
      this.variables.set(operand, makeVariable(fn, operand.type, fn.localCount + height))
    })
    fn.localCount += below.length
  }

  list(list: Node[]): void {
    for (let i = 0; i < list.length; i++) {
      const node = list[i]!
      if (this.passed) i += this.replace(node, list, i)
      if (node === this.loop) this.passed = true
      for (const inner of listsOf(node)) this.list(inner as Node[])
      const variable = this.variables.get(node)
      if (variable !== undefined) list.splice(++i, 0, set(variable, node))
    }
  }

  /** Reads values that are wanted behind the loop from their variables; gives how many nodes that takes. */
  private replace(node: Node, list: Node[], at: number): number {
    const reads: Node[] = []
    const args = node.args.map(arg => {
      const variable = this.variables.get(arg)
      if (variable === undefined) return arg
      const read = get(variable)
      reads.push(read)
      return read
    })
    if (reads.length > 0) node.args = args
    list.splice(at, 0, ...reads)
    return reads.length
  }
}

/** Keeps the operands below a loop of a function that no pass has gone over, if they are few. */
export function keepOperands(fn: FunctionIR, loop: Node | undefined): void {
  const below = loop?.label?.below
  if (below !== undefined && below.length > 0) new Keeper(fn, loop!).list(fn.body)
}
