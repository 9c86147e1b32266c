// Exceptions. A try_table lists the labels that handle them; the older `try` has its handlers as arms, like
// an if.
//
//   (try_table (catch $tag $label) …)         (try (do …) (catch $tag …) (catch_all …))

import type { Catch } from '../../binary/instructions.js'
import type { exception } from '../../ops/exception.js'
import type { Code, Rule, Rules } from '../code.js'
import { type Codes, noCodes, nullableRef, ref } from '../codes.js'
import { controlRules } from './control.js'

const exnref = nullableRef('exn')
const exn = ref('exn')

const tagParams = ({ context }: Code, tag: number, at: number): Codes =>
  context.codes(context.tagType(tag, at).params)

function checkCatch(code: Code, { kind, tag, label }: Catch, at: number): void {
  const values = kind === 'catch' || kind === 'catch_ref' ? tagParams(code, tag, at) : noCodes
  const carried = kind === 'catch_ref' || kind === 'catch_all_ref' ? [...values, exn] : values
  code.stack.move(carried.length)
  if (!code.context.allMatch(carried, code.stack.target(label).label)) {
    code.stack.fail('type mismatch: label takes other operands than the catch clause has')
  }
}

/** Closes an arm of a `try` and opens another. */
function nextArm(code: Code, kind: 'catch' | 'catch_all', values: Codes): void {
  const { kind: before, results } = code.close()
  if (before !== 'try' && before !== 'catch') code.stack.fail(`${kind} opcode without try`)
  code.open(kind, noCodes, results)
  code.stack.move(values.length)
  code.stack.pushAll(values)
}

const tryTable: Rule = (code, instruction) => {
  for (const clause of instruction.catches) checkCatch(code, clause, instruction.at)
  controlRules.block(code, instruction)
}

const delegate: Rule = (code, { index }) => {
  const { kind, results } = code.close()
  if (kind !== 'try') code.stack.fail('delegate opcode without try')
  code.stack.target(index)
  code.stack.pushAll(results)
}

export const exceptionRules: Rules<keyof typeof exception> = {
  throw: (code, { index, at }) => {
    code.stack.popAll(tagParams(code, index, at))
    code.stack.unreachable()
  },
  throw_ref: ({ stack }) => {
    stack.pop(exnref)
    stack.unreachable()
  },
  try_table: tryTable,
  try: (code, { blockType }) => {
    const params = code.context.codes(blockType.params)
    code.stack.popAll(params)
    code.open('try', params, code.context.codes(blockType.results))
  },
  catch: (code, { index, at }) => nextArm(code, 'catch', tagParams(code, index, at)),
  catch_all: code => nextArm(code, 'catch_all', noCodes),
  rethrow: ({ stack }, { index }) => {
    const { kind } = stack.target(index)
    if (kind !== 'catch' && kind !== 'catch_all') stack.fail('invalid rethrow label')
    stack.unreachable()
  },
  delegate,
}
