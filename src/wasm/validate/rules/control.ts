// Blocks, branches and calls; and the operands that drop and select take. An instruction after which
// nothing runs (a branch, a return) makes the rest of its frame unreachable: there, operands of any type
// can be popped.

import type { Instruction } from '../../binary/instructions.js'
import { fail } from '../../errors.js'
import type { control } from '../../ops/control.js'
import type { variable } from '../../ops/variable.js'
import type { Code, Rule, Rules } from '../code.js'
import { any, asNonNull, type Codes, encode, i32, i64, isRefCode, nullableRef } from '../codes.js'
import type { FrameKind, Stack } from '../stack.js'

const open =
  (kind: FrameKind): Rule =>
  (code, { blockType }) => {
    const params = code.context.codes(blockType.params)
    code.stack.popAll(params)
    code.open(kind, params, code.context.codes(blockType.results))
  }

const openBlock = open('block')
const openIf = open('if')

const end: Rule = code => {
  const { kind, params, results } = code.close()
  if (kind === 'if' && !code.context.allMatch(params, results)) {
    code.stack.fail('type mismatch: an if without else must leave what it takes')
  }
  if (code.stack.depth > 0) code.stack.pushAll(results)
}

const branchTable: Rule = ({ stack }, { labels }) => {
  stack.pop(i32)
  const serial = stack.nextTable()
  const fallback = stack.target(labels[labels.length - 1]!).label
  for (let i = 0; i < labels.length; i++) {
    const frame = stack.target(labels[i]!)
    if (frame.checked === serial) continue
    frame.checked = serial
    if (frame.label.length !== fallback.length)
      stack.fail('type mismatch: labels take different numbers of operands')
    stack.move(fallback.length)
    stack.peekAll(frame.label)
  }
  stack.popAll(fallback)
  stack.unreachable()
}

/** Does a call of a function type. */
function call({ context, stack }: Code, index: number, at: number): void {
  const { params, results } = context.signature(index, at)
  stack.move(params.length + results.length)
  stack.popAll(params)
  stack.pushAll(results)
}

/** Does a call that leaves the function: its results are those of the function. */
function tailCall({ context, stack }: Code, index: number, at: number): void {
  const { params, results } = context.signature(index, at)
  if (!context.allMatch(results, stack.outermost.results)) {
    stack.fail('type mismatch: results of the callee are not those of the function')
  }
  stack.move(params.length + results.length)
  stack.popAll(params)
  stack.unreachable()
}

/** The type of the function that is called. */
const callee = ({ context }: Code, { index, at }: Instruction): number =>
  context.module.functions[index] ?? fail(`unknown function ${index}`, at)

/** Pops the place in the table; says the type that is called. */
function indirectCallee({ context, stack }: Code, { index, index2, at }: Instruction): number {
  const { element, address } = context.table(index2, at).type
  if (!context.matcher.heap(element.heap, 'func'))
    stack.fail('type mismatch: table of call_indirect holds no functions')
  context.defined(index, 'func', at)
  stack.pop(address === 'i64' ? i64 : i32)
  return index
}

function refCallee({ stack, context }: Code, { index, at }: Instruction): number {
  context.defined(index, 'func', at)
  stack.pop(nullableRef(index))
  return index
}

/** Pops a reference of whatever type. */
export function popRef(stack: Stack): number {
  const code = stack.popAny()
  if (code !== any && !isRefCode(code)) stack.fail('type mismatch: a reference is required')
  return code
}

/** The reference that a label takes after its other operands. */
export function lastRef(stack: Stack, label: Codes): number {
  const last = label[label.length - 1] ?? any
  if (!isRefCode(last)) stack.fail('type mismatch: label takes no reference')
  return last
}

const branchOnNonNull: Rule = ({ context, stack }, { index }) => {
  const { label } = stack.target(index)
  const reference = popRef(stack)
  if (!context.matches(asNonNull(reference), lastRef(stack, label))) {
    stack.fail('type mismatch: label takes another reference')
  }
  const others = label.slice(0, -1)
  stack.move(label.length)
  stack.popAll(others)
  stack.pushAll(others)
}

const branchOnNull: Rule = ({ stack }, { index }) => {
  const { label } = stack.target(index)
  const reference = popRef(stack)
  stack.move(label.length)
  stack.popAll(label)
  stack.pushAll(label)
  stack.push(asNonNull(reference))
}

export const controlRules: Rules<Exclude<keyof typeof control, 'nop'>> = {
  unreachable: ({ stack }) => stack.unreachable(),
  block: openBlock,
  loop: open('loop'),
  if: (code, instruction) => {
    code.stack.pop(i32)
    openIf(code, instruction)
  },
  else: code => {
    const { kind, params, results } = code.close()
    if (kind !== 'if') code.stack.fail('else opcode without if')
    code.open('else', params, results)
  },
  end,
  br: ({ stack }, { index }) => {
    const { label } = stack.target(index)
    stack.move(label.length)
    stack.popAll(label)
    stack.unreachable()
  },
  br_if: ({ stack }, { index }) => {
    const { label } = stack.target(index)
    stack.move(label.length)
    stack.pop(i32)
    stack.popAll(label)
    stack.pushAll(label)
  },
  br_table: branchTable,
  return: ({ stack }) => {
    const { results } = stack.outermost
    stack.move(results.length)
    stack.popAll(results)
    stack.unreachable()
  },
  call: (code, instruction) => call(code, callee(code, instruction), instruction.at),
  call_indirect: (code, instruction) => call(code, indirectCallee(code, instruction), instruction.at),
  call_ref: (code, instruction) => call(code, refCallee(code, instruction), instruction.at),
  return_call: (code, instruction) => tailCall(code, callee(code, instruction), instruction.at),
  return_call_indirect: (code, instruction) =>
    tailCall(code, indirectCallee(code, instruction), instruction.at),
  return_call_ref: (code, instruction) => tailCall(code, refCallee(code, instruction), instruction.at),
  br_on_null: branchOnNull,
  br_on_non_null: branchOnNonNull,
}

/** Pops two operands of one type; says which. */
function popAlike({ stack }: Code): number {
  const b = stack.popAny()
  const a = stack.popAny()
  if (isRefCode(a) || isRefCode(b)) stack.fail('type mismatch: select without type takes no references')
  if (a !== b && a !== any && b !== any) stack.fail('type mismatch: operands of select differ')
  return a === any ? b : a
}

const typedSelect: Rule = ({ context, stack }, { types, at }) => {
  if (types.length !== 1) stack.fail('invalid result arity')
  context.checkType(types[0]!, at)
  const type = encode(types[0]!)
  stack.pop(i32)
  stack.pop(type)
  stack.pop(type)
  stack.push(type)
}

const globalGet: Rule = ({ constant, context, stack }, { index, at }) => {
  const { type } = context.global(index, at)
  if (constant) {
    if (index >= context.globals) stack.fail(`unknown global ${index}`)
    if (type.mutable) stack.fail('constant expression required')
  }
  stack.push(encode(type.type))
}

export const variableRules: Rules<keyof typeof variable> = {
  drop: ({ stack }) => {
    stack.popAny()
  },
  select: code => {
    code.stack.pop(i32)
    code.stack.push(popAlike(code))
  },
  'select t': typedSelect,
  'local.get': (code, { index }) => code.stack.push(code.readLocal(index)),
  'local.set': (code, { index }) => {
    code.stack.pop(code.writeLocal(index))
  },
  'local.tee': (code, { index }) => {
    const type = code.writeLocal(index)
    code.stack.pop(type)
    code.stack.push(type)
  },
  'global.get': globalGet,
  'global.set': ({ context, stack }, { index, at }) => {
    const { type } = context.global(index, at)
    if (!type.mutable) stack.fail('immutable global')
    stack.pop(encode(type.type))
  },
}
