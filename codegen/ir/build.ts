// From the bytes of a validated function to its intermediate representation, in one pass.
//
// The operand stack exists only here: an operand is the node that computes it. Where control joins, values
// meet in variables: the results of a block, the parameters of a loop. Reading a local is a node of its own,
// so that `local.get 0, i32.const 1, local.set 0` keeps the old value; lowering decides whether that takes a
// copy. Code that cannot be reached is read and dropped. What an instruction does to the builder is one row
// of `rules` (control.ts, rules.ts); all others follow from their signature.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import { funcType } from '../../src/wasm/module.js'
import type { FuncType } from '../../src/wasm/types.js'
import { Builder, type BuildRule, type ModuleContext } from './builder.js'
import { controlRules } from './control.js'
import { type FunctionIR, makeControl, makeFunction, makeLabel, makeVariable, nodeType } from './nodes.js'
import { operandRules } from './rules.js'

const rules: ReadonlyMap<string, BuildRule> = new Map<string, BuildRule>([
  ...Object.entries(controlRules),
  ...Object.entries(operandRules),
])

function run(builder: Builder): void {
  const { reader } = builder
  let skipped = 0
  const { end } = builder.module.bodies[builder.bodyIndex]!
  while (reader.position < end) {
    const instruction = reader.next()
    const { row } = instruction
    if (builder.reachable) read(builder, instruction)
    else if (row.immediates[0] === 'block type') {
      skipped++
      builder.opened++
    } else if (row.name === 'end' && skipped > 0) skipped--
    else if (row.name === 'end' || (row.name === 'else' && skipped === 0)) read(builder, instruction)
  }
}

function read(builder: Builder, instruction: Instruction): void {
  const rule = rules.get(instruction.row.name)
  if (rule === undefined) followSignature(builder, instruction)
  else rule(builder, instruction)
}

function followSignature(builder: Builder, { row, index, index2, offset }: Instruction): void {
  const { params, results } = row.signature!
  const node = builder.emitRow(row, results[0] ?? 'none', builder.popMany(params.length))
  node.index = index
  node.extra = row.width > 0 ? offset : index2
  if (row.width > 0) builder.fn.memories.add(index)
}

/** Builds the function with index `index` (imports counted), which must be defined in the module. */
export function buildFunction(context: ModuleContext, index: number): FunctionIR {
  const { module, importedFunctions } = context
  const type: FuncType = funcType(module, module.functions[index]!)
  const fn = makeFunction(index, type)
  type.params.forEach((param, i) => {
    fn.params.push(makeVariable(fn, nodeType(param), i))
  })
  fn.variables = []
  const builder = new Builder(context, fn, index - importedFunctions)
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
    const spine = makeControl('dispatch')
    spine.cases = [[]]
    spine.label = makeLabel(fn, 'block')
    builder.spine = builder.emit(spine)
    builder.list = spine.cases[0]!
  }
  run(builder)
  return fn
}
