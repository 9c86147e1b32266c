// From the bytes of a validated function to its intermediate representation, in one pass.
//
// The operand stack exists only here: an operand is the node that computes it. Where control joins, values
// meet in variables: the results of a block, the parameters of a loop. Reading a local is a node of its own,
// so that `local.get 0, i32.const 1, local.set 0` keeps the old value; lowering decides whether that takes a
// copy. Code that cannot be reached is read and dropped. What an instruction does to the builder is one row
// of `rules` (control.ts, rules.ts); all others follow from their signature. A call of a small function is
// built as the function itself (inlining.ts, inline.ts).

import { funcType } from '../../src/wasm/module.js'
import { type AllRows, type Row, rows } from '../../src/wasm/ops/index.js'
import type { FuncType } from '../../src/wasm/types.js'
import { spend } from '../interpret/clock.js'
import { Builder, type BuildRule, type BuildRules } from './builder.js'
import type { ModuleContext } from './context.js'
import { controlRules } from './control.js'
import { closeCallee, openCallee } from './inline.js'
import type { Callee, Inlining } from './inlining.js'
import { orderVariables } from './locals.js'
import { type FunctionIR, makeControl, makeFunction, makeLabel, makeLocal, nodeType } from './nodes.js'
import { operandRules } from './rules.js'

/** Builds an instruction that has no rule of its own, as its signature says. */
function followSignature({ signature, width }: Row): BuildRule {
  if (signature === undefined) return unknownInstruction
  const { params, results } = signature
  const taken = params.length
  const type = results[0] ?? 'none'
  if (width === 0)
    return (builder, { row, index, index2 }) => {
      const node = builder.emitRow(row, type, builder.popMany(taken))
      node.index = index
      node.extra = index2
    }
  return (builder, { row, index, offset }) => {
    const node = builder.emitRow(row, type, builder.popMany(taken))
    node.index = index
    node.extra = offset
    builder.fn.memories.add(index)
  }
}

const unknownInstruction: BuildRule = (_, { row }) => {
  throw new TypeError(`no way to build ${row.name}`)
}

const onCall: BuildRule = (builder, instruction) => {
  const { index } = instruction
  const callee = builder.inlining?.taken(builder, index)
  if (callee === undefined) controlRules.call(builder, instruction)
  else buildCallee(builder, index, callee)
}

const ownRules: BuildRules<AllRows> = { ...controlRules, ...operandRules, call: onCall }

/** By the row's number. */
const rules: readonly BuildRule[] = rows.map(
  row => (ownRules as Readonly<Record<string, BuildRule | undefined>>)[row.name] ?? followSignature(row),
)

/** Builds a function in the place of its call. */
function buildCallee(caller: Builder, index: number, known: Callee): void {
  const { reader } = caller
  const { position } = reader
  const callee = openCallee(caller, index, known)
  caller.fn.taken += known.size
  run(callee.builder)
  reader.position = position
  closeCallee(caller, callee)
}

function run(builder: Builder): void {
  const { reader } = builder
  const { end } = builder.module.bodies[builder.bodyIndex]!
  while (reader.position < end) {
    const instruction = reader.next()
    spend(1)
    rules[instruction.row.id]!(builder, instruction)
    while (!builder.reachable && reader.position < end) skip(builder)
  }
}

/** Reads on to what can be reached again, or to the `else` or `end` that may be. */
function skip(builder: Builder): void {
  const { reader } = builder
  for (let depth = 0; ; ) {
    spend(1)
    const instruction = reader.next()
    const { row } = instruction
    if (row.immediates[0] === 'block type') {
      depth++
      builder.opened++
    } else if (row.name === 'end' && depth > 0) depth--
    else if (depth === 0 && (row.name === 'end' || row.name === 'else')) {
      rules[row.id]!(builder, instruction)
      return
    }
  }
}

/**
 * Builds the function with index `index` (imports counted), which must be defined in the module.
 * @param inlining what may become part of it
 */
export function buildFunction(context: ModuleContext, index: number, inlining?: Inlining): FunctionIR {
  const { module, importedFunctions } = context
  const type: FuncType = funcType(module, module.functions[index]!)
  const fn = makeFunction(index, type)
  for (const param of type.params) fn.params.push(makeLocal(fn, nodeType(param)))
  fn.variables = []
  const builder = new Builder(context, fn, index - importedFunctions)
  builder.inlining = inlining
  builder.declareLocals()
  builder.frames.push({
    kind: 'function',
    shape: 'nested',
    label: makeLabel(fn, 'function'),
    params: [],
    results: type.results,
    ends: [],
    height: 0,
    node: undefined,
    outer: fn.body,
    entry: [],
    alternative: undefined,
    elseSeen: false,
    armCompletes: false,
  })
  if (builder.heights?.some(height => height > context.maxHeight)) {
    const dispatchLoop = makeControl('dispatch')
    dispatchLoop.cases = [[]]
    dispatchLoop.label = makeLabel(fn, 'block')
    builder.dispatchLoop = builder.emit(dispatchLoop)
    builder.list = dispatchLoop.cases[0]!
  }
  run(builder)
  orderVariables(fn)
  return fn
}
