// A value as logs show it: as text in the manner of wazero, or as JSON.
//
//   { nread: 5, errno: 'ESUCCESS' }    nread=5,errno=ESUCCESS         {"nread":5,"errno":"ESUCCESS"}
//   { oflags: ['CREAT', 'TRUNC'] }     oflags=CREAT|TRUNC             {"oflags":["CREAT","TRUNC"]}
//   { filestat: { size: 3n } }         filestat={size=3}              {"filestat":{"size":3}}
//   { x: new Float(1e6, 64) }          x=1e+06                        {"x":1000000}
//
//   { call: new Inner('fs.close', { fd: 4 }) }      fs.close(fd=4)
//                                    {"call":{"function":"fs.close","params":{"fd":4}}}
//
// Nothing (a result of a call that failed) is blank, and null in JSON; null is Go's `<nil>`.

import { json, printable } from '../../src/wasm/printable.js'

/** A float of 32 or 64 bits; integers are numbers and bigints. */
export class Float {
  constructor(
    readonly value: number,
    readonly bits: 32 | 64,
  ) {}
}

/** A call that another one stands for. */
export class Inner {
  constructor(
    readonly name: string,
    readonly fields: Fields,
  ) {}
}

type Plain = undefined | null | boolean | number | bigint | string

export type Shown = Plain | Float | Inner | readonly string[] | Fields

export interface Fields {
  readonly [name: string]: Shown
}

// ---------------------------------------------------------------- numbers

/** The fewest digits that are read as the same number, as `d.ddde±x`. */
function shortest({ value, bits }: Float): string {
  if (bits === 64) return value.toExponential()
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits)
    if (Math.fround(Number(text)) === value) return text
  }
  return value.toExponential()
}

/** As Go's `%g` writes it: with an exponent below -4 and from 6 on, however many digits there are. */
export function showFloat(float: Float): string {
  const { value } = float
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [digits, power] = shortest(float).split('e') as [string, string]
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 6)
    return Number(`${digits}e${power}`).toFixed(Math.max(0, fraction(digits) - exponent))
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

/** How many digits stand behind the point. */
const fraction = (digits: string): number => digits.replace(/^-?\d\.?/, '').length

// ---------------------------------------------------------------- text

function isList(value: Shown): value is readonly string[] {
  return Array.isArray(value)
}

export function showText(value: Shown): string {
  if (value === undefined) return ''
  if (value === null) return '<nil>'
  if (typeof value === 'string') return printable(value)
  if (value instanceof Float) return showFloat(value)
  if (value instanceof Inner) return `${printable(value.name)}(${showFields(value.fields)})`
  if (isList(value)) return value.join('|')
  return typeof value === 'object' ? `{${showFields(value)}}` : String(value)
}

/** Without a name, or if that is the number of a place, only the value is shown. */
const showField = ([name, value]: readonly [string, Shown]): string =>
  /^\d*$/.test(name) || value instanceof Inner ? showText(value) : `${printable(name)}=${showText(value)}`

export const showFields = (fields: Fields): string => Object.entries(fields).map(showField).join(',')

// ---------------------------------------------------------------- JSON

function showFloatJson({ value }: Float): string {
  return Number.isFinite(value) ? JSON.stringify(value) : `"${showFloat(new Float(value, 64))}"`
}

/** Integers have all their digits, also beyond what a double can hold. */
export function showJson(value: Shown): string {
  if (value === undefined || value === null) return 'null'
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Float) return showFloatJson(value)
  if (value instanceof Inner) return showJson({ function: value.name, params: value.fields })
  if (typeof value === 'string') return json(value)
  if (typeof value !== 'object' || isList(value)) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, field]) => `${json(name)}:${showJson(field)}`)
    .join(',')}}`
}
