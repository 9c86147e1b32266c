// `jitsam run --invoke name app.wasm args…`: any exported function, with its arguments as text. What it
// returns is printed, a value on each line.
import type { Program } from '../../codegen/index.js'
import { own } from '../../imports/object.js'
import { funcOf } from '../instance/wrapper.js'
import { funcType } from '../wasm/module.js'
import { printable } from '../wasm/printable.js'
import type { FuncType, ValueType } from '../wasm/types.js'
import { Complaint } from './complaint.js'

const integer = /^-?(\d+|0x[\da-f]+)$/i

/** The value, if the text is a number that the type has, signed or not. */
function toInteger(text: string, bits: number): bigint | undefined {
  if (!integer.test(text)) return undefined
  const size = BigInt(text.replace('-', ''))
  const value = text.startsWith('-') ? -size : size
  return value >= -(1n << BigInt(bits - 1)) && value < 1n << BigInt(bits) ? value : undefined
}

const floats: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity, nan: NaN }

function toFloat(text: string): number | undefined {
  const value = own(floats, text) ?? (text.trim() === '' ? NaN : Number(text))
  return Number.isNaN(value) && text !== 'nan' ? undefined : value
}

function toValue(text: string, type: ValueType): unknown {
  if (type === 'i64') return toInteger(text, 64)
  if (type === 'i32') return toInteger(text, 32) === undefined ? undefined : Number(toInteger(text, 32))
  return type === 'f32' || type === 'f64' ? toFloat(text) : undefined
}

function findType({ module }: Program, name: string): FuncType {
  const found = module.exports.find(entry => entry.kind === 'func' && entry.name === name)
  if (found === undefined) throw new Complaint(`${name} is not an exported function`)
  return funcType(module, module.functions[found.index]!)
}

/** The values for a function's parameters. */
export function argumentsFor(program: Program, name: string, texts: readonly string[]): readonly unknown[] {
  const { params } = findType(program, name)
  if (params.length !== texts.length)
    throw new Complaint(`${name} takes ${params.length} arguments, not ${texts.length}`)
  return params.map((type, i) => {
    const value = toValue(texts[i]!, type)
    if (value !== undefined) return value
    const what = typeof type === 'string' ? `no ${type}` : 'a reference, which cannot be given'
    throw new Complaint(`argument ${i + 1} of ${name} is ${what}: ${texts[i]}`)
  })
}

/** What has no text of its own is shown by its kind: a function of the guest by its number, too. */
function show(value: unknown): string {
  const func = funcOf(value)
  if (func !== undefined) return `function[${func.index}]`
  if (typeof value === 'function' || (typeof value === 'object' && value !== null)) return 'externref'
  return Object.is(value, -0) ? '-0' : printable(String(value))
}

/** The lines to be printed for what a function returned. */
export const resultLines = (result: unknown): readonly string[] =>
  result === undefined ? [] : (Array.isArray(result) ? result : [result]).map(show)
