// References, and the tables that hold them.

import type { Instruction } from '../../binary/instructions.js'
import type { ElementSegment } from '../../module.js'
import type { reference } from '../../ops/reference.js'
import type { table } from '../../ops/table.js'
import type { TableType } from '../../types.js'
import type { Code, Rule, Rules } from '../code.js'
import { asNonNull, encode, i32, nullableRef, ref } from '../codes.js'
import { popRef } from './control.js'
import { addressCode } from './memory.js'

const refFunc: Rule = ({ constant, context, stack }, { index, at }) => {
  context.functionType(index, at)
  if (constant) context.referred[index] = 1
  else if (context.referred[index] === 0) stack.fail(`undeclared function reference ${index}`)
  stack.push(ref(context.module.functions[index]!))
}

export const referenceRules: Rules<keyof typeof reference> = {
  'ref.null': ({ context, stack }, { heap, at }) => {
    context.checkHeap(heap, at)
    stack.push(nullableRef(heap))
  },
  'ref.is_null': ({ stack }) => {
    popRef(stack)
    stack.push(i32)
  },
  'ref.func': refFunc,
  'ref.eq': ({ stack }) => {
    stack.pop(nullableRef('eq'))
    stack.pop(nullableRef('eq'))
    stack.push(i32)
  },
  'ref.as_non_null': ({ stack }) => stack.push(asNonNull(popRef(stack))),
}

const tableType = ({ context }: Code, index: number, at: number): TableType => context.table(index, at).type

export function elementSegment({ context, stack }: Code, index: number): ElementSegment {
  return context.module.elements[index] ?? stack.fail(`unknown elem segment ${index}`)
}

const tableGet: Rule = (code, { index, at }) => {
  const { element, address } = tableType(code, index, at)
  code.stack.pop(addressCode(address))
  code.stack.push(encode(element))
}

const tableSet: Rule = (code, { index, at }) => {
  const { element, address } = tableType(code, index, at)
  code.stack.pop(encode(element))
  code.stack.pop(addressCode(address))
}

const tableGrow: Rule = (code, { index, at }) => {
  const { element, address } = tableType(code, index, at)
  code.stack.pop(addressCode(address))
  code.stack.pop(encode(element))
  code.stack.push(addressCode(address))
}

const tableInit: Rule = (code, { index, index2, at }) => {
  const { element, address } = tableType(code, index2, at)
  const segment = elementSegment(code, index)
  if (!code.context.matcher.ref(segment.type, element))
    code.stack.fail('type mismatch: segment and table differ')
  code.stack.popAll([addressCode(address), i32, i32])
}

const tableCopy: Rule = (code, { index, index2, at }: Instruction) => {
  const to = tableType(code, index, at)
  const from = tableType(code, index2, at)
  if (!code.context.matcher.ref(from.element, to.element)) code.stack.fail('type mismatch: tables differ')
  const destination = addressCode(to.address)
  const source = addressCode(from.address)
  code.stack.popAll([destination, source, Math.min(destination, source)])
}

const tableFill: Rule = (code, { index, at }) => {
  const { element, address } = tableType(code, index, at)
  code.stack.popAll([addressCode(address), encode(element), addressCode(address)])
}

export const tableRules: Rules<keyof typeof table> = {
  'table.get': tableGet,
  'table.set': tableSet,
  'table.size': (code, { index, at }) => code.stack.push(addressCode(tableType(code, index, at).address)),
  'table.grow': tableGrow,
  'table.fill': tableFill,
  'table.copy': tableCopy,
  'table.init': tableInit,
  'elem.drop': (code, { index }) => {
    elementSegment(code, index)
  },
}
