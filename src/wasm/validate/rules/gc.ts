// Structures, arrays, casts and 31-bit integers. A field may be packed (i8, i16): on the stack it is an
// i32.

import type { Instruction } from '../../binary/instructions.js'
import { checkLimit } from '../../limits.js'
import type { gc } from '../../ops/gc.js'
import type { Row } from '../../ops/index.js'
import type { FieldType, HeapType, RefType, StorageType } from '../../types.js'
import type { Code, Rule, Rules } from '../code.js'
import { any, asNonNull, encode, i32, nullableRef, ref } from '../codes.js'
import { lastRef, popRef } from './control.js'
import { checkData } from './memory.js'
import { elementSegment } from './reference.js'

const isPacked = (type: StorageType): boolean => type === 'i8' || type === 'i16'

/** The type of a field's value on the stack. */
const unpacked = (type: StorageType): number => (type === 'i8' || type === 'i16' ? i32 : encode(type))

const hasDefault = ({ type }: FieldType): boolean => typeof type === 'string' || type.nullable

function field({ context, stack }: Code, { index, index2, at }: Instruction): FieldType {
  return context.defined(index, 'struct', at).fields[index2] ?? stack.fail(`unknown field ${index2}`)
}

const element = ({ context }: Code, index: number, at: number): FieldType =>
  context.defined(index, 'array', at).field

function checkMutable({ stack }: Code, { mutable }: FieldType, what: 'field' | 'array'): void {
  if (!mutable) stack.fail(`immutable ${what}`)
}

function checkDefault({ stack }: Code, type: FieldType): void {
  if (!hasDefault(type)) stack.fail('type mismatch: field type is not defaultable')
}

/** The plain form reads what is not packed, the other two what is. */
function checkExtension({ stack }: Code, { type }: FieldType, { name }: Row): void {
  const extended = name.endsWith('_s') || name.endsWith('_u')
  if (isPacked(type) !== extended) stack.fail(`type mismatch: field is ${extended ? 'un' : ''}packed`)
}

const structNew: Rule = (code, { index, at }) => {
  const { fields } = code.context.defined(index, 'struct', at)
  for (let i = fields.length - 1; i >= 0; i--) code.stack.pop(unpacked(fields[i]!.type))
  code.stack.push(ref(index))
}

const structNewDefault: Rule = (code, { index, at }) => {
  for (const type of code.context.defined(index, 'struct', at).fields) checkDefault(code, type)
  code.stack.push(ref(index))
}

const structGet: Rule = (code, instruction) => {
  const type = field(code, instruction)
  checkExtension(code, type, instruction.row)
  code.stack.pop(nullableRef(instruction.index))
  code.stack.push(unpacked(type.type))
}

const structSet: Rule = (code, instruction) => {
  const type = field(code, instruction)
  checkMutable(code, type, 'field')
  code.stack.pop(unpacked(type.type))
  code.stack.pop(nullableRef(instruction.index))
}

const arrayNewFixed: Rule = (code, { index, index2, at }) => {
  const type = unpacked(element(code, index, at).type)
  checkLimit('array elements', index2, at)
  for (let i = 0; i < index2; i++) code.stack.pop(type)
  code.stack.push(ref(index))
}

/** Bytes of a data segment become elements: those can hold numbers only. */
function checkPlain({ stack }: Code, { type }: FieldType): void {
  if (typeof type === 'object') stack.fail('array type is not numeric or vector')
}

function checkElements(code: Code, { type }: FieldType, segment: number): void {
  const from = elementSegment(code, segment).type
  if (!code.context.matcher.type(from, type)) code.stack.fail('type mismatch: segment and array differ')
}

/** A new array from a range of a segment. */
const arrayFrom =
  (check: (code: Code, type: FieldType, segment: number) => void): Rule =>
  (code, { index, index2, at }) => {
    check(code, element(code, index, at), index2)
    code.stack.pop(i32)
    code.stack.pop(i32)
    code.stack.push(ref(index))
  }

/** Fills a range of an array from a range of a segment. */
const arrayInit =
  (check: (code: Code, type: FieldType, segment: number) => void): Rule =>
  (code, { index, index2, at }) => {
    const type = element(code, index, at)
    checkMutable(code, type, 'array')
    check(code, type, index2)
    code.stack.popAll([nullableRef(index), i32, i32, i32])
  }

function fromData(code: Code, type: FieldType, segment: number): void {
  checkPlain(code, type)
  checkData(code, segment)
}

const arrayGet: Rule = (code, { index, row, at }) => {
  const type = element(code, index, at)
  checkExtension(code, type, row)
  code.stack.pop(i32)
  code.stack.pop(nullableRef(index))
  code.stack.push(unpacked(type.type))
}

const arraySet: Rule = (code, { index, at }) => {
  const type = element(code, index, at)
  checkMutable(code, type, 'array')
  code.stack.pop(unpacked(type.type))
  code.stack.pop(i32)
  code.stack.pop(nullableRef(index))
}

const arrayFill: Rule = (code, { index, at }) => {
  const type = element(code, index, at)
  checkMutable(code, type, 'array')
  code.stack.popAll([nullableRef(index), i32, unpacked(type.type), i32])
}

const arrayCopy: Rule = (code, { index, index2, at }) => {
  const to = element(code, index, at)
  const from = element(code, index2, at)
  checkMutable(code, to, 'array')
  if (!code.context.matcher.type(from.type, to.type)) code.stack.fail('array types do not match')
  code.stack.popAll([nullableRef(index), i32, nullableRef(index2), i32, i32])
}

const tops = ['any', 'func', 'extern', 'exn'] as const

/** Pops what a cast to a heap type is tried on: anything of its hierarchy. */
function popCastable({ context, stack }: Code, heap: HeapType, at: number): void {
  context.checkHeap(heap, at)
  stack.pop(nullableRef(tops.find(top => context.matcher.heap(heap, top))!))
}

const test: Rule = (code, { heap, at }) => {
  popCastable(code, heap, at)
  code.stack.push(i32)
}

const cast =
  (result: (heap: HeapType) => number): Rule =>
  (code, { heap, at }) => {
    popCastable(code, heap, at)
    code.stack.push(result(heap))
  }

/** What is known of a reference of type `from` that is not of type `to`. */
const difference = (from: RefType, to: RefType): RefType => ({
  nullable: from.nullable && !to.nullable,
  heap: from.heap,
})

/** Branches if the cast succeeds, or if it fails: the label takes the one type, what follows the other. */
function branchOnCast(code: Code, { index, from, to, at }: Instruction, onFailure: 'fail' | 'succeed'): void {
  const { context, stack } = code
  context.checkHeap(from.heap, at)
  context.checkHeap(to.heap, at)
  if (!context.matcher.ref(to, from)) stack.fail('type mismatch: the cast widens its operand')
  const rest = difference(from, to)
  const [taken, kept] = onFailure === 'fail' ? [rest, to] : [to, rest]
  const { label } = stack.target(index)
  if (!context.matches(encode(taken), lastRef(stack, label))) {
    stack.fail('type mismatch: label takes another reference')
  }
  stack.pop(encode(from))
  const others = label.slice(0, -1)
  stack.move(label.length)
  stack.popAll(others)
  stack.pushAll(others)
  stack.push(encode(kept))
}

/** Between the hierarchies of `any` and `extern`; null stays null. */
const convert =
  (from: HeapType, to: HeapType): Rule =>
  ({ stack, context }) => {
    const reference = popRef(stack)
    const nonNull = reference !== any && reference === asNonNull(reference)
    if (!context.matches(reference, nullableRef(from)))
      stack.fail('type mismatch: reference of another hierarchy')
    stack.push(nonNull ? ref(to) : nullableRef(to))
  }

const arrayNew: Rule = (code, { index, at }) => {
  const { type } = element(code, index, at)
  code.stack.pop(i32)
  code.stack.pop(unpacked(type))
  code.stack.push(ref(index))
}

const arrayNewDefault: Rule = (code, { index, at }) => {
  checkDefault(code, element(code, index, at))
  code.stack.pop(i32)
  code.stack.push(ref(index))
}

/** From a null or an object of a heap type to an i32. */
const fromRef =
  (heap: HeapType): Rule =>
  ({ stack }) => {
    stack.pop(nullableRef(heap))
    stack.push(i32)
  }

const refI31: Rule = ({ stack }) => {
  stack.pop(i32)
  stack.push(ref('i31'))
}

// biome-ignore format: a table
export const gcRules: Rules<keyof typeof gc> = {
  'struct.new':         structNew,
  'struct.new_default': structNewDefault,
  'struct.get':         structGet,
  'struct.get_s':       structGet,
  'struct.get_u':       structGet,
  'struct.set':         structSet,
  'array.new':          arrayNew,
  'array.new_default':  arrayNewDefault,
  'array.new_fixed':    arrayNewFixed,
  'array.new_data':     arrayFrom(fromData),
  'array.new_elem':     arrayFrom(checkElements),
  'array.get':          arrayGet,
  'array.get_s':        arrayGet,
  'array.get_u':        arrayGet,
  'array.set':          arraySet,
  'array.len':          fromRef('array'),
  'array.fill':         arrayFill,
  'array.copy':         arrayCopy,
  'array.init_data':    arrayInit(fromData),
  'array.init_elem':    arrayInit(checkElements),
  'ref.test':           test,
  'ref.test null':      test,
  'ref.cast':           cast(ref),
  'ref.cast null':      cast(nullableRef),
  'br_on_cast':         (code, instruction) => branchOnCast(code, instruction, 'succeed'),
  'br_on_cast_fail':    (code, instruction) => branchOnCast(code, instruction, 'fail'),
  'any.convert_extern': convert('extern', 'any'),
  'extern.convert_any': convert('any', 'extern'),
  'ref.i31':            refI31,
  'i31.get_s':          fromRef('i31'),
  'i31.get_u':          fromRef('i31'),
}
