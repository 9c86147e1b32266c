// Shortens the way from state to state of a machine. Compilers turn a machine that jumps about at will into
// a variable and a table in a loop: a state sets the variable and goes to the table, which goes to the next
// state. Where the variable has just been set to a constant, the jump goes there at once:
//
//   case 1: switch (l2) { case 76: goto 80 … }
//   case 9: … l2 = 76; goto 1                    →  l2 = 76; goto 80
//
// Nothing may be lost that the code before the table does; it may read variables that nobody writes behind
// it.

import { dispatchLoopOf } from '../../ir/cases.js'
import type { FunctionIR, Label, Node, Variable } from '../../ir/nodes.js'
import { forEachNode, listsOf } from '../../ir/walk.js'

/** A case that only looks into a table. */
interface JumpTable {
  readonly variable: Variable
  readonly node: Node
}

/** The last case of a dispatch loop in which each variable is written. */
export function lastWrites(cases: readonly (readonly Node[])[]): ReadonlyMap<Variable, number> {
  const last = new Map<Variable, number>()
  cases.forEach((list, i) => {
    forEachNode(list, ({ op, variable }) => {
      if (op === 'set') last.set(variable!, i)
    })
  })
  return last
}

interface Cases {
  readonly cases: readonly (readonly Node[])[]
  readonly written: ReadonlyMap<Variable, number>
}

/** The table that a case begins with, if it does nothing before. */
function tableOf({ cases, written }: Cases, first: number): JumpTable | undefined {
  /** Whether somebody writes a variable in this case or in one behind it. */
  const isWritten = (variable: Variable): boolean => (written.get(variable) ?? -1) >= first
  const skipped: Variable[] = []
  let list = cases[first]!
  for (let i = 0; i < list.length; i++) {
    const node = list[i]!
    if (node.op === 'block') {
      list = node.body!
      i = -1
    } else if (node.op === 'get') skipped.push(node.variable!)
    else if (node.targets !== undefined) return accept(node, skipped, isWritten)
    else if (node.op !== 'i32.const') return undefined
  }
  return undefined
}

function accept(
  node: Node,
  skipped: readonly Variable[],
  isWritten: (variable: Variable) => boolean,
): JumpTable | undefined {
  const [index] = node.args
  if (index?.op !== 'get' || index.uses !== 1) return undefined
  const variable = index.variable!
  if (skipped.some(other => other !== variable && isWritten(other))) return undefined
  return skipped.filter(other => other === variable).length === 1 ? { variable, node } : undefined
}

/** The constant that a variable has at the end of a list, where that can be seen. */
function constantAt(list: readonly Node[], end: number, variable: Variable): number | undefined {
  for (let i = end - 1; i >= 0; i--) {
    const node = list[i]!
    if (node.op === 'set' && node.variable === variable)
      return node.args[0]!.op === 'i32.const' ? node.args[0]!.index >>> 0 : undefined
    if (listsOf(node).length > 0) return undefined
  }
  return undefined
}

class Threading {
  private readonly tables = new Map<number, JumpTable | undefined>()
  private readonly cases: Cases

  constructor(private readonly dispatchLoop: Node) {
    const cases = dispatchLoop.cases!
    this.cases = { cases, written: lastWrites(cases) }
  }

  private tableAt(target: number): JumpTable | undefined {
    if (!this.tables.has(target)) this.tables.set(target, tableOf(this.cases, target))
    return this.tables.get(target)
  }

  /** Where the table leads from here, if that is another case of the dispatch loop. */
  private next(list: readonly Node[], at: number): Label | undefined {
    const table = this.tableAt(list[at]!.label!.target)
    if (table === undefined) return undefined
    const value = constantAt(list, at, table.variable)
    if (value === undefined) return undefined
    const targets = table.node.targets!
    const target = targets[Math.min(value, targets.length - 1)]!
    const [jump] = target
    return target.length === 1 && jump!.op === 'goto' && jump!.label!.dispatch === this.dispatchLoop
      ? jump!.label
      : undefined
  }

  list(list: readonly Node[]): void {
    list.forEach((node, at) => {
      if (node.op === 'goto' && node.label!.dispatch === this.dispatchLoop)
        node.label = this.next(list, at) ?? node.label
      for (const inner of listsOf(node)) this.list(inner)
    })
  }
}

/** No jump within a dispatch loop goes to a table by a constant that another case belongs to. */
export function threadJumps(fn: FunctionIR): void {
  const dispatchLoop = dispatchLoopOf(fn)
  if (dispatchLoop === undefined) return
  const threading = new Threading(dispatchLoop)
  for (const list of dispatchLoop.cases!) threading.list(list)
}
