// Building a function in the place of its call: its locals become locals of the caller, which serve the next
// such call again, and its body a block whose results are those of the call. A parameter that it neither
// writes nor reads within a loop is the argument itself.
//
//   call 3        set l5 …              arguments
//                 set l6 0              a local begins as zero each time
//                 block L2              `return` is `br L2`
//                   …

import { funcType } from '../../src/wasm/module.js'
import { Builder } from './builder.js'
import { openNestedBlock } from './control.js'
import type { Callee } from './inlining.js'
import { LocalTypes } from './locals.js'
import { constant, makeLocal, makeNode, type Node, set, type Type, type Variable } from './nodes.js'
import { listsOf } from './walk.js'

/** A function that is being built in the place of its call. */
interface Opened {
  readonly builder: Builder
  /** The block that its body is, in the list of the caller. */
  readonly block: Node
  readonly list: Node[]
  /** The nodes of that list that set its locals to zero. */
  readonly zeros: readonly Node[]
}

function takeLocal({ fn, spare, locals }: Builder, index: number, type: Type): Variable {
  const at = spare.findIndex(variable => variable.type === type)
  const local = at < 0 ? makeLocal(fn, type) : spare.splice(at, 1)[0]!
  locals[index] = local
  return local
}

/** A node whose value is what locals of a type begin as. */
function zero(builder: Builder, type: Type): Node {
  if (type === 'i32') return constant(0)
  return builder.emit(makeNode(type === 'ref' ? 'ref.null' : (`${type}.const` as 'i64.const'), type))
}

/** Gives a callee its arguments; see Callee for which of them need a variable. */
function bind(builder: Builder, args: readonly Node[], variables: ReadonlySet<number>): void {
  builder.given = args.map((arg, i) => (variables.has(i) ? undefined : arg))
  for (const [i, arg] of args.entries())
    if (variables.has(i)) builder.emit(set(takeLocal(builder, i, arg.type), arg))
}

/** Begins a callee; its code goes where the caller's would. */
export function openCallee(caller: Builder, index: number, { variables, locals }: Callee): Opened {
  const { context, fn, list } = caller
  const { module, importedFunctions } = context
  const bodyIndex = index - importedFunctions
  const { params, results } = funcType(module, module.functions[index]!)
  const builder = new Builder(context, fn, bodyIndex)
  builder.inlining = caller.inlining
  builder.levels = caller.levels + 1
  builder.spare = caller.spare
  builder.list = list
  bind(builder, caller.popMany(params.length), variables)
  const types = new LocalTypes(params.length, module.bodies[bodyIndex]!.locals)
  const zeros = locals.map(index => {
    const local = takeLocal(builder, index, types.of(index))
    return builder.emit(set(local, zero(builder, local.type)))
  })
  openNestedBlock(builder, { blockType: { params: [], results } })
  return { builder, block: builder.frames[0]!.node!, list, zeros }
}

/** Goes on with the caller behind a callee that has been built. */
export function closeCallee(caller: Builder, { builder, block, list, zeros }: Opened): void {
  for (const node of zeros)
    if (isWrittenFirst(block.body!, node.variable!)) list.splice(list.lastIndexOf(node), 1)
  // Parameters that are no variables are holes, as are locals that are not named.
  for (const local of Object.values(builder.locals)) caller.spare.push(local!)
  caller.stack.push(...builder.stack)
  if (!builder.reachable) caller.stop()
}

/** Whether what happens to a variable at first, if anything does, is that it is written. */
function isWrittenFirst(list: readonly Node[], variable: Variable): boolean {
  for (const node of list) {
    if (node.variable === variable) return node.op === 'set'
    if (listsOf(node).some(inner => mentions(inner, variable))) return false
  }
  return true
}

const mentions = (list: readonly Node[], variable: Variable): boolean =>
  list.some(node => node.variable === variable || listsOf(node).some(inner => mentions(inner, variable)))
