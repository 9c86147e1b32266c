// Building what is not control and whose type does not follow from a signature: constants, locals, globals,
// select, references and tables.

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

/** An instruction on a table: `taken` operands, and a result or none. */
const tableRule =
  (taken: number, type: Type): BuildRule =>
  (builder, { row, index }) => {
    builder.emitRow(row, type, builder.popMany(taken)).index = index
  }

export const operandRules: Readonly<Record<string, BuildRule>> = {
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
    if (given === undefined) builder.pushGet(builder.locals[index]!)
    else builder.push(given)
  },
  'local.set': (builder, { index }) => {
    builder.emit(set(builder.locals[index]!, builder.pop()))
  },
  'local.tee': (builder, { index }) => {
    const variable = builder.locals[index]!
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
  'table.grow': tableRule(2, 'i32'),
  'table.fill': tableRule(3, 'none'),
}
