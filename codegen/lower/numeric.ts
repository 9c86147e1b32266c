// Numbers: what does not follow from their forms (../forms/numeric.ts). 64-bit integers are gone by now.

import { numericForms } from '../forms/numeric.js'
import type { Node } from '../ir/nodes.js'
import { js } from '../js/template.js'
import { again, comparison, type Expression, int, number, operation, truth, truthOf } from './expression.js'
import { lowerForms } from './forms.js'
import { callHelper, type Rule } from './rule.js'

const notTemplate = js('!$0')
const notWord = js('!$0 | 0')
const isZero = js('$0 === 0')
const isZeroWord = js('$0 === 0 | 0')

const wordTemplate = js('$0 | 0')

/** A value that is negated twice: a truth value, which may be wanted as a word. */
const asWord = (value: Expression): Expression =>
  value.type === 'Operation' ? truthOf(wordTemplate, [value], value) : operation(wordTemplate, [value])

/** `!(a < b)` where the operand is a truth value, else a comparison with 0. */
const eqz: Rule = args => {
  const operand = args[0]!
  if (operand.type !== 'Operation' || operand.truth === undefined) return comparison(isZeroWord, args, isZero)
  if (operand.truth === notTemplate) return asWord(operand.args[0]!)
  return comparison(notWord, [truth(operand)], notTemplate)
}

const rotation = js('$0 << $1 | $2 >>> $3')
const difference = js('32 - $0')

/** The number of places that the other half moves by; JavaScript takes it modulo 32. */
const rest = (count: Expression, node: Node): Expression =>
  node.args[1]!.op === 'i32.const'
    ? int(32 - (node.args[1]!.index & 31))
    : operation(difference, [again(count)])

/** Both operands are named twice, so they are leaves by now. */
const rotl: Rule = ([a, n], node) => operation(rotation, [a!, n!, again(a!), rest(n!, node)])
const rotr: Rule = ([a, n], node) => operation(rotation, [a!, rest(n!, node), again(a!), n!])

const bits = new DataView(new ArrayBuffer(8))

const f32Constant: Rule = (_, node, scope) => {
  bits.setInt32(0, node.index)
  const value = bits.getFloat32(0)
  if (!Number.isNaN(value)) return number(value)
  return callHelper('fromBitsF32', [int(node.index)], { effect: 0, scope })
}

const f64Constant: Rule = (_, node, scope) => {
  bits.setInt32(0, node.extra)
  bits.setInt32(4, node.index)
  const value = bits.getFloat64(0)
  if (!Number.isNaN(value)) return number(value)
  return callHelper('fromBitsF64', [int(node.index), int(node.extra)], { effect: 0, scope })
}

export const lowerNumeric = lowerForms(numericForms, {
  'i32.const': (_, node) => int(node.index),
  'f32.const': f32Constant,
  'f64.const': f64Constant,
  'i32.eqz': eqz,
  'i32.rotl': rotl,
  'i32.rotr': rotr,
})
