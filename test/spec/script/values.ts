// The constants of a script: what a function is given, and what it must give. Goes out the form of the suite as
// data: numbers are the decimal numbers of their bits, so that no NaN is lost. Integers are read here; what a
// float is in bits the assembler says, which has to know it anyway.

import { headOf, type List, type Tree } from './read.js'
import type { Assemble } from './tools.js'

export type NumberType = 'i32' | 'i64' | 'f32' | 'f64'

export type Value =
  | { readonly type: NumberType; readonly value: string }
  | { readonly type: 'v128'; readonly lane_type: LaneType; readonly value: readonly string[] }
  /** Without a value: some reference of that kind, which is not null. */
  | { readonly type: string; readonly value?: string }
  | { readonly type: 'either'; readonly values: readonly Value[] }

export type LaneType = 'i8' | 'i16' | NumberType

const widths: Readonly<Record<LaneType, bigint>> = {
  i8: 8n,
  i16: 16n,
  i32: 32n,
  i64: 64n,
  f32: 32n,
  f64: 64n,
}

/** Bits of floats by their texts, as `f32 0x1p-149`. */
export type Floats = ReadonlyMap<string, string>

const textOf = (tree: Tree | undefined): string => (tree?.kind === 'atom' ? tree.text : '')

const isFloat = (type: string): type is 'f32' | 'f64' => type === 'f32' || type === 'f64'

/** What stands for any NaN of a class. */
const isClass = (text: string): boolean => text === 'nan:canonical' || text === 'nan:arithmetic'

function integer(type: LaneType, text: string): string {
  const digits = text.replaceAll('_', '')
  const isNegative = digits.startsWith('-')
  const size = BigInt(digits.replace(/^[+-]/, ''))
  return BigInt.asUintN(Number(widths[type]), isNegative ? -size : size).toString()
}

const number = (type: LaneType, text: string, floats: Floats): string => {
  if (isClass(text)) return text
  return isFloat(type) ? floats.get(`${type} ${text}`)! : integer(type, text)
}

/** `i32x4` and the like: the type of a lane. */
const laneOf = (shape: string): LaneType => shape.slice(0, shape.indexOf('x')) as LaneType

/** References that a script gives or expects by a keyword of their own. */
function reference(head: string, argument: string): Value {
  if (head === 'ref.null') return { type: `${argument}ref`, value: 'null' }
  if (head === 'ref.extern' && argument !== '') return { type: 'externref', value: argument }
  if (head === 'ref.host') return { type: 'hostref', value: argument }
  return { type: `${head.slice('ref.'.length)}ref` }
}

/** One constant. */
export function constantOf(constant: List, floats: Floats): Value {
  const head = headOf(constant) ?? ''
  const [, ...items] = constant.items
  if (head === 'either')
    return { type: 'either', values: items.map(item => constantOf(item as List, floats)) }
  if (head.startsWith('ref.')) return reference(head, textOf(items[0]))
  const type = head.slice(0, -'.const'.length)
  if (type !== 'v128')
    return { type: type as NumberType, value: number(type as NumberType, textOf(items[0]), floats) }
  const lane = laneOf(textOf(items[0]))
  const lanes = items.slice(1).map(item => number(lane, textOf(item), floats))
  return { type: 'v128', lane_type: lane, value: lanes }
}

/** Every float below a list, as `f32 1.5`. */
function* floatsIn(list: List): Iterable<string> {
  const head = headOf(list)
  const [, first, ...rest] = list.items
  if (head === 'f32.const' || head === 'f64.const') yield `${head.slice(0, 3)} ${textOf(first)}`
  else if (head === 'v128.const') {
    const lane = laneOf(textOf(first))
    for (const item of rest) yield `${lane} ${textOf(item)}`
  } else for (const item of list.items) if (item.kind === 'list') yield* floatsIn(item)
}

/**
 * The bits of all floats in commands, as one module of global constants says. In the binary such a global is a
 * type, a mark that it is constant, an instruction, the bits and an end, section 5.5.9.
 */
export async function floatsOf(commands: readonly List[], assemble: Assemble): Promise<Floats> {
  const texts = new Set<string>()
  for (const command of commands)
    if (headOf(command) !== 'module') for (const text of floatsIn(command)) texts.add(text)
  const wanted = [...texts].filter(text => isFloat(text.slice(0, 3)) && !isClass(text.slice(4)))
  if (wanted.length === 0) return new Map()
  const globals = wanted.map(
    text => `(global ${text.slice(0, 3)} (${text.slice(0, 3)}.const ${text.slice(4)}))`,
  )
  const bytes = Buffer.from(await assemble(`(module ${globals.join('\n')})`))
  const sizes = wanted.map(text => (text.startsWith('f32') ? 4 : 8))
  let at = bytes.length - sizes.reduce((sum, size) => sum + 4 + size, 0)
  const bits = sizes.map(size => {
    const value = size === 4 ? bytes.readUInt32LE(at + 3) : bytes.readBigUInt64LE(at + 3)
    at += 4 + size
    return value.toString()
  })
  return new Map(wanted.map((text, i) => [text, bits[i]!]))
}
