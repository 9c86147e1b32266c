// Accesses of memories, and operations on whole ranges. An address is an i32 or, in a 64-bit memory, an
// i64.

import type { Instruction } from '../../binary/instructions.js'
import type { memory } from '../../ops/memory.js'
import type { AddressType } from '../../types.js'
import type { Code, Rule, Rules } from '../code.js'
import { i32, i64 } from '../codes.js'
import { packed } from '../fixed.js'

export const addressCode = (address: AddressType): number => (address === 'i64' ? i64 : i32)

/** Does the fixed type of an access, its address widened if need be. */
function applyAccess({ context, stack }: Code, { row, index, offset, at }: Instruction): void {
  const { address } = context.memory(index, at)
  if (address === 'i32' && offset > 0xffff_ffff) stack.fail('offset out of range')
  // The address is the deepest operand, see `pack`; i64 follows i32.
  const widened = address === 'i64' ? 1 << (8 * row.signature!.params.length) : 0
  stack.apply(packed[row.id]! + widened)
}

/** The natural alignment of an access, as a power of two. */
const natural = ({ row }: Instruction): number => 31 - Math.clz32(row.width)

/** A load or store. */
export const access: Rule = (code, instruction) => {
  if (instruction.align > natural(instruction)) {
    code.stack.fail('alignment must not be larger than natural')
  }
  applyAccess(code, instruction)
}

export const atomicAccess: Rule = (code, instruction) => {
  if (instruction.align !== natural(instruction)) code.stack.fail('atomic alignment must be natural')
  applyAccess(code, instruction)
}

/** Checks the lane of an instruction that has `lanes` of them, after what else it needs. */
export const withLane =
  (lanes: number, rule: Rule): Rule =>
  (code, instruction) => {
    if (instruction.lane >= lanes) code.stack.fail('invalid lane index')
    rule(code, instruction)
  }

/** The lanes of a shuffle pick from two vectors. */
export const shuffle: Rule = ({ stack }, { row, lanes }) => {
  for (const lane of lanes) if (lane >= 32) stack.fail('invalid lane index')
  stack.apply(packed[row.id]!)
}

export function checkData({ context, stack }: Code, index: number): void {
  const dataCount = context.module.dataCount ?? stack.fail('data count section required')
  if (index >= dataCount) stack.fail(`unknown data segment ${index}`)
}

type Special = 'memory.size' | 'memory.grow' | 'memory.init' | 'memory.copy' | 'memory.fill' | 'data.drop'

export const memoryRules: Rules<keyof typeof memory & Special> = {
  'memory.size': ({ context, stack }, { index, at }) =>
    stack.push(addressCode(context.memory(index, at).address)),
  'memory.grow': ({ context, stack }, { index, at }) => {
    const address = addressCode(context.memory(index, at).address)
    stack.pop(address)
    stack.push(address)
  },
  'memory.init': (code, { index, index2, at }) => {
    const { address } = code.context.memory(index2, at)
    checkData(code, index)
    code.stack.popAll([addressCode(address), i32, i32])
  },
  'memory.copy': (code, { index, index2, at }) => {
    const destination = addressCode(code.context.memory(index, at).address)
    const source = addressCode(code.context.memory(index2, at).address)
    code.stack.popAll([destination, source, Math.min(destination, source)])
  },
  'memory.fill': (code, { index, at }) => {
    const address = addressCode(code.context.memory(index, at).address)
    code.stack.popAll([address, i32, address])
  },
  'data.drop': (code, { index }) => checkData(code, index),
}
