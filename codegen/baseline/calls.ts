// Calls. A call may do anything, so all that reads or traps comes before it, and views of memories are read
// again behind it. Result words after the first are read at once, from where the callee has left them.

import { funcType } from '../../src/wasm/module.js'
import type { FuncType } from '../../src/wasm/types.js'
import { registers, wordOffsets } from '../abi.js'
import type { InsteadText } from '../js/texts.js'
import {
  farName,
  functionName,
  tableCodesName,
  tableName,
  tableTypesName,
  typeName,
} from '../js/variables.js'
import { type Body, entryType, refresh, wordsText } from './body.js'
import { type Entry, flags, kindOf } from './entry.js'
import { insteadOf } from './instrumented.js'
import type { Rule } from './rules.js'

/** The targets of all results, which nobody names any more. */
function targetsOf(body: Body, { results }: FuncType): readonly Entry[] {
  const height = body.stack.length
  return results.map((type, i) => body.target(entryType(type), height + i))
}

/** The words of results after the first of all. */
function readRegisters(type: FuncType, targets: readonly Entry[]): string {
  const offsets = wordOffsets(type)
  const read = (name: string, of: Entry, word: number) => `${name}=${registers[kindOf[of.type]]}[${word}];`
  let text = ''
  targets.forEach((target, i) => {
    const first = offsets[i]!
    if (first > 0) text += read(target.text, target, first)
    if (target.type === 'i64') text += read(target.high, target, first + 1)
  })
  return text
}

/** Calls with the operands that have been taken. */
function emitCall(body: Body, [before, behind]: InsteadText, { type, operands }: Called): void {
  body.calls = true
  body.before()
  const targets = targetsOf(body, type)
  const result = targets.length === 0 ? '' : `${targets[0]!.text}=`
  const call = `${result}${before}${operands.map(wordsText).join()}${behind};`
  body.out += call + readRegisters(type, targets) + refresh
  for (const { type } of targets) body.pushSlot(type)
}

interface Called {
  readonly type: FuncType
  readonly operands: readonly Entry[]
}

const by = (callee: string): InsteadText => [`${callee}(`, ')']

export const callRule: Rule = (body, instruction) => {
  const { index } = instruction
  const { module } = body.facts
  const type = funcType(module, module.functions[index]!)
  const own = by(body.isFar(index) ? farName(index) : functionName(index))
  emitCall(body, insteadOf(body, instruction) ?? own, { type, operands: body.popMany(type.params.length) })
}

/** One comparison of type numbers finds all that can be wrong. It comes behind what traps in the operands. */
export const callIndirectRule: Rule = (body, { index, index2: table }) => {
  const type = funcType(body.facts.module, index)
  const at = body.name(body.stack.length - 1).text
  body.pop()
  body.settleWhere(flags.trap)
  const operands = body.popMany(type.params.length)
  const differs = `${tableTypesName(table)}[${at}]!==${typeName(index)}`
  body.before()
  body.out += `if(${differs})indirectFailure(${tableName(table)},${at});`
  emitCall(body, by(`${tableCodesName(table)}[${at}]`), { type, operands })
}
