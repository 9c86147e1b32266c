// Validates code: bodies and constant expressions. It reads them instruction by instruction; a row with a
// fixed type is done by its packed type, another by its rule. This is the hottest loop of loading a module.

import { InstructionReader } from '../binary/instructions.js'
import { fail } from '../errors.js'
import type { Feature } from '../features.js'
import type { Body, Expression, Module } from '../module.js'
import { type InstructionName, rows } from '../ops/index.js'
import type { FuncType } from '../types.js'
import { Code } from './code.js'
import { Context } from './context.js'
import { packed } from './fixed.js'
import { rules } from './rules/index.js'

/** What validates the code of one module. */
export class Checker {
  readonly context: Context
  readonly reader: InstructionReader
  readonly code: Code

  constructor(module: Module) {
    this.context = new Context(module)
    this.reader = new InstructionReader(module)
    this.code = new Code(this.context, this.reader.instruction)
  }
}

/** What constant expressions are made of, by the feature that allowed it. */
const constants: Readonly<Partial<Record<Feature | 'core', readonly InstructionName[]>>> = {
  core: [
    'i32.const',
    'i64.const',
    'f32.const',
    'f64.const',
    'v128.const',
    'ref.null',
    'ref.func',
    'global.get',
    'end',
  ],
  'extended-const': ['i32.add', 'i32.sub', 'i32.mul', 'i64.add', 'i64.sub', 'i64.mul'],
  gc: [
    'struct.new',
    'struct.new_default',
    'array.new',
    'array.new_default',
    'array.new_fixed',
    'ref.i31',
    'any.convert_extern',
    'extern.convert_any',
  ],
}

const constantSince = new Map(
  Object.entries(constants).flatMap(([feature, names]) =>
    names.map(name => [name as string, feature as Feature | 'core'] as const),
  ),
)

/** By the row's number. */
const constantFeatures = rows.map(row => constantSince.get(row.name))

/** The packed types of rows that need nothing else; -1: there is a rule. */
const simple = packed.map((type, id) => (rules[id] === undefined ? type : -1))

/** Validates instructions up to the `end` of the outermost frame. */
function run(code: Code, reader: InstructionReader): void {
  const { stack } = code
  do {
    const instruction = reader.next()
    const { id } = instruction.row
    const type = simple[id]!
    if (type !== -1) stack.apply(type)
    else rules[id]!(code, instruction)
  } while (stack.depth > 0)
}

/** Validates a body; says how deeply its control instructions nest. */
export function validateBody({ code, reader }: Checker, type: FuncType, body: Body): number {
  code.beginFunction(type, body)
  reader.position = body.start
  reader.limit = body.end
  run(code, reader)
  if (reader.position !== body.end) fail('section size mismatch', reader.position)
  return code.stack.deepest - 1
}

/** Validates a constant expression of a type. */
export function validateConstant(
  { context, code, reader }: Checker,
  { start, end }: Expression,
  type: number,
): void {
  const { features } = context.module
  code.beginConstant(context.single(type), end - start)
  reader.position = start
  reader.limit = end
  do {
    const instruction = reader.next()
    const feature = constantFeatures[instruction.row.id]
    if (feature === undefined || (feature !== 'core' && !features.has(feature))) {
      fail('constant expression required', instruction.at)
    }
    const rule = rules[instruction.row.id]
    if (rule === undefined) code.stack.apply(packed[instruction.row.id]!)
    else rule(code, instruction)
  } while (code.stack.depth > 0)
}
