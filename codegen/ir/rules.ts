// Building what is not control and whose type does not follow from a signature: constants, locals, globals,
// select, references and tables.

import type { Module } from '../../src/wasm/module.js'
import type { TranslatedName } from '../../src/wasm/ops/index.js'
import type { AddressType, ByAddress, TranslatedAddress } from '../../src/wasm/types.js'
import type { BuildRule } from './builder.js'
import { constant, nodeType, set, type Type } from './nodes.js'

/** A constant of more than a word, or a float. */
const constantRule =
  (type: Type): BuildRule =>
  (builder, { row, low, high }) => {
    const node = builder.emitRow(row, type, none)
    node.index = low
    node.extra = high
  }

const none: readonly never[] = []

const selectRule: BuildRule = (builder, { row }) => {
  const args = builder.popMany(3)
  builder.emitRow(row, args[0]!.type, args)
}

/** Of what type a size is, and what something grows by. */
const sizeType: ByAddress<Type> = { i32: 'i32' }

type AddressOf = (module: Module, index: number) => AddressType
const ofMemory: AddressOf = ({ memories }, index) => memories[index]!.address
const ofTable: AddressOf = ({ tables }, index) => tables[index]!.type.address

/** The size of a memory or table, perhaps before it grows by operands that are taken. */
const sizeRule =
  (addressOf: AddressOf, taken: number): BuildRule =>
  (builder, { row, index }) => {
    const type = sizeType[addressOf(builder.module, index) as TranslatedAddress]
    builder.emitRow(row, type, builder.popMany(taken)).index = index
  }

/** An instruction on a table: `taken` operands, and a result or none. */
const tableRule =
  (taken: number, type: Type): BuildRule =>
  (builder, { row, index }) => {
    builder.emitRow(row, type, builder.popMany(taken)).index = index
  }

export const operandRules = {
  // A word takes part in nothing but being an operand: no list has it.
  'i32.const': (builder, { low }) => {
    builder.push(constant(low))
  },
  'i64.const': constantRule('i64'),
  'f32.const': constantRule('f32'),
  'f64.const': constantRule('f64'),
  drop: builder => {
    builder.pop()
  },
  select: selectRule,
  'select t': selectRule,
  'local.get': (builder, { index }) => {
    const given = builder.given[index]
    if (given === undefined) builder.pushGet(builder.local(index))
    else builder.push(given)
  },
  'local.set': (builder, { index }) => {
    builder.emit(set(builder.local(index), builder.pop()))
  },
  'local.tee': (builder, { index }) => {
    const variable = builder.local(index)
    builder.emit(set(variable, builder.pop()))
    builder.pushGet(variable)
  },
  'global.get': (builder, { row, index }) => {
    builder.emitRow(row, nodeType(builder.module.globals[index]!.type.type), none).index = index
  },
  'global.set': (builder, { row, index }) => {
    builder.emitRow(row, 'none', [builder.pop()]).index = index
  },
  'ref.null': (builder, { row }) => {
    builder.emitRow(row, 'ref', none)
  },
  'ref.is_null': (builder, { row }) => {
    builder.emitRow(row, 'i32', [builder.pop()])
  },
  'ref.func': (builder, { row, index }) => {
    builder.emitRow(row, 'ref', none).index = index
  },
  'table.get': tableRule(1, 'ref'),
  'table.set': tableRule(2, 'none'),
  'table.size': sizeRule(ofTable, 0),
  'table.grow': sizeRule(ofTable, 2),
  'table.fill': tableRule(3, 'none'),
  'memory.size': sizeRule(ofMemory, 0),
  'memory.grow': sizeRule(ofMemory, 1),
} satisfies Readonly<Partial<Record<TranslatedName, BuildRule>>>
