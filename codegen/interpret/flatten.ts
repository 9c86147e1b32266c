// From the bytes of a validated function to flat code, in one pass and without nodes: this is what makes a
// function that runs once cheap.
//
// Operands live in the frame's slots behind the locals, each at the place that its height in the operand
// stack gives it. But an operand that is a local's value is not copied there unless the local is about to
// change, or control is about to join: until then the entry in `stack` names the local itself. Nor is a
// constant, which has a slot of its own; and a value that is only seen as another type, like the low word
// of an i64, stays where it is. What is stored into a local at once goes there directly. A jump compares by
// itself.
//
// What the interpreter does not know (references, vectors, other memories) makes the whole function
// `undefined`: it is translated then.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import { funcType } from '../../src/wasm/module.js'
import type { ValueType } from '../../src/wasm/types.js'
import { type Flat, headerLength, plainSteps, slicedSteps } from './flat.js'
import { controlRules } from './flatten-control.js'
import { Flattener, isNumeric, isSimple, type Source, wordsOfType } from './flattener.js'

/** What an instruction does that is not control: takes its operands, and leaves its result. */
function flattenPlain(flattener: Flattener, { row, index, index2, offset }: Instruction): boolean {
  const step = (flattener.hasTicks ? slicedSteps[row.id] : undefined) ?? plainSteps[row.id]
  if (step === undefined) return false
  const { params, results } = row.signature!
  if (row.immediates[0] === 'memarg' && index !== 0) return false
  const operands = flattener.popMany(params.length)
  if (results.length > 0) flattener.emitResult(step, operands)
  else flattener.emit(step, ...operands)
  if (row.width > 0) flattener.code.push(offset | 0)
  else if (row.name === 'memory.init') {
    if (index2 !== 0) return false
    flattener.code.push(index)
  } else if (row.name === 'data.drop') flattener.code.push(index)
  else if (row.immediates.includes('memory') && (index | index2) !== 0) return false
  return true
}

function flattenNext(flattener: Flattener): boolean {
  const instruction = flattener.reader.next()
  const rule = controlRules[instruction.row.name]
  return rule === undefined ? flattenPlain(flattener, instruction) : rule(flattener, instruction)
}

/** Reads on to where control may come again. */
function skip(flattener: Flattener): boolean {
  const { reader } = flattener
  for (let depth = 0; ; ) {
    const instruction = reader.next()
    const { row } = instruction
    if (row.immediates[0] === 'block type') depth++
    else if (row.name === 'end' && depth > 0) depth--
    else if (depth === 0 && (row.name === 'end' || row.name === 'else'))
      return controlRules[row.name]!(flattener, instruction)
  }
}

/** So many words a frame may have. */
const mostWords = 4096

/** The locals with their types, parameters first; nothing if there is one that is no number. */
function localTypes({ module, importedFunctions }: Source, fn: number): readonly ValueType[] | undefined {
  const type = funcType(module, module.functions[fn]!)
  const { locals } = module.bodies[fn - importedFunctions]!
  if (!isSimple(type) || !locals.every(({ type }) => isNumeric(type))) return undefined
  const count = locals.reduce((sum, run) => sum + run.count, type.params.length)
  if (count * 2 > mostWords) return undefined
  return [...type.params, ...locals.flatMap(({ count, type }) => Array<ValueType>(count).fill(type))]
}

/** What a function is given at first. */
export interface Given {
  readonly calls: number
  readonly rounds: number
}

/** The function with index `fn` (imports counted), or nothing if it has to be translated. */
export function flatten(source: Source, fn: number, { calls, rounds }: Given): Flat | undefined {
  const { module, importedFunctions } = source
  const locals = localTypes(source, fn)
  if (locals === undefined) return undefined
  const type = funcType(module, module.functions[fn]!)
  const body = module.bodies[fn - importedFunctions]!
  const flattener = new Flattener(source, { locals, results: type.results })
  flattener.code.push(rounds, calls, fn)
  flattener.openTicks(flattener.frame(0))
  const { reader } = flattener
  reader.position = body.start
  while (reader.position < body.end) {
    if (!flattenNext(flattener)) return undefined
    while (!flattener.reachable && reader.position < body.end) if (!skip(flattener)) return undefined
  }
  if (flattener.words > mostWords) return undefined
  return {
    code: Int32Array.from(flattener.code),
    start: headerLength,
    constants: flattener.constants(),
    words: flattener.words,
    zeros: 2 * type.params.length,
    locals: 2 * locals.length,
    callees: flattener.callees,
    loops: flattener.loops,
    params: Int32Array.from(type.params.flatMap((param, i) => wordsOfType(param, 2 * i))),
  }
}
