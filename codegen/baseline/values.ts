// Numbers: an entry of its operands, by the forms of instructions (../forms/numeric.ts). Nothing is seen of
// these outside but that some may trap, so that all stay delayed.

import { byName, type InstructionName } from '../../src/wasm/ops/index.js'
import type { Form, OwnNames, Signs } from '../forms/form.js'
import { numericForms } from '../forms/numeric.js'
import { made } from './body.js'
import { conditionOf, Entry, type EntryType, flags, int, numberText, unsignedText } from './entry.js'
import { atomOf, type Rule, textsOf } from './rules.js'

/** Makes an entry of one operand or two. */
export type Make = (x: Entry, y: Entry) => Entry

type Text = (entry: Entry) => string

const textOf: Text = ({ text }) => text
const rawOf: Text = ({ raw }) => raw

const bySigns: Readonly<Record<Signs, Text>> = { signed: textOf, unsigned: unsignedText }

/** A function of one operand or two. */
function join([before = '', between = '', after = '']: readonly string[], of: Text, count: number): Text2 {
  return count === 1 ? x => before + of(x) + between : (x, y) => before + of(x) + between + of(y) + after
}

type Text2 = (x: Entry, y: Entry) => string

function entryOf(type: EntryType, text: string, operands: readonly Entry[]): Entry {
  const entry = new Entry(type, text)
  for (let i = 0; i < operands.length; i++) entry.takes(operands[i]!)
  return entry
}

const helperText = (name: string, count: number): Text2 =>
  count === 1 ? x => `${name}(${x.text})` : (x, y) => `${name}(${x.text},${y.text})`

interface Wanted {
  readonly type: EntryType
  readonly count: number
  readonly traps: boolean
}

/** An entry that takes its operands. */
function taking({ type, count, traps }: Wanted, text: Text2): Make {
  const own = traps ? flags.trap : 0
  return (x, y) => {
    const entry = new Entry(type, text(x, y)).takes(x)
    if (count === 2) entry.takes(y)
    entry.flags |= own
    return entry
  }
}

type Makers = {
  readonly [Kind in Form['kind']]?: (form: Extract<Form, { kind: Kind }>, wanted: Wanted) => Make
}

const makers = {
  plain: ({ template, signs }, wanted) =>
    taking(wanted, join(atomOf(template), bySigns[signs], wanted.count)),
  bits: ({ template }, wanted) => taking(wanted, join(atomOf(template), rawOf, wanted.count)),
  sum: ({ template }) => {
    const text = join(textsOf(template), rawOf, 2)
    return (x, y) => {
      const sum = text(x, y)
      const entry = new Entry('i32', `(${sum}|0)`).takes(x).takes(y)
      entry.raw = `(${sum})`
      return entry
    }
  },
  truth: ({ template, signs }, { count }) => {
    const text = join(textsOf(template), bySigns[signs], count)
    return (x, y) => {
      const test = text(x, y)
      const entry = new Entry('i32', `(${test}|0)`).takes(x)
      if (count === 2) entry.takes(y)
      entry.test = test
      return entry
    }
  },
  call: ({ name }, wanted) => taking(wanted, helperText(name, wanted.count)),
  // Division by a constant other than 0 and -1 cannot trap.
  division: ({ name, template, signs }, wanted) => {
    const checked = taking(wanted, helperText(name, 2))
    const unchecked = taking({ ...wanted, traps: false }, join(atomOf(template), bySigns[signs], 2))
    const isSafe = (y: Entry): boolean => (y.flags & flags.constant) !== 0 && y.low !== 0 && y.low !== -1
    return (x, y) => (isSafe(y) ? unchecked(x, y) : checked(x, y))
  },
  same: ({ signs }, wanted) => taking(wanted, bySigns[signs]),
} satisfies Makers

/** How an entry is made of operands by a form that needs nothing else. */
export function makeOf(name: string, form: Form): Make | undefined {
  const { signature, effect } = byName[name as InstructionName]
  const make = (makers as Makers)[form.kind] as ((form: Form, wanted: Wanted) => Make) | undefined
  return make?.(form, {
    type: (signature?.results[0] ?? 'i32') as EntryType,
    count: signature?.params.length ?? 1,
    traps: effect === 'trap',
  })
}

/** The rule that takes operands and gives what is made of them. */
export const operandRule = (make: Make, count: number): Rule =>
  count === 1
    ? body => {
        const x = body.pop()
        body.push(make(x, x))
      }
    : body => {
        const y = body.pop()
        const x = body.pop()
        body.push(make(x, y))
      }

const bits = new DataView(new ArrayBuffer(8))

const floatConstant = (type: EntryType, value: number, otherwise: string): Entry => {
  const entry = new Entry(type, Number.isNaN(value) ? otherwise : numberText(value))
  entry.flags = Number.isNaN(value) ? 0 : flags.constant | flags.leaf
  return entry
}

/** `!` of what is a truth value, else a comparison with 0. */
export function not(x: Entry): Entry {
  const test = x.test === '' ? `${x.text}===0` : `!(${x.test})`
  const entry = new Entry('i32', `(${test}|0)`).takes(x)
  entry.test = test
  return entry
}

/** The number of places that the other half moves by; JavaScript takes it modulo 32. */
const rest = (count: Entry): string =>
  count.flags & flags.constant ? String(32 - (count.low & 31)) : `(32-${count.text})`

/** Both operands are named twice. */
const rotation =
  (text: (a: string, by: string, rest: string) => string): Rule =>
  body => {
    const height = body.stack.length - 2
    body.name(height)
    body.name(height + 1)
    const by = body.pop()
    const a = body.pop()
    body.push(entryOf('i32', text(a.text, by.text, rest(by)), [a, by]))
  }

const ownRules: Readonly<Record<OwnNames<typeof numericForms>, Rule>> = {
  'i32.const': (body, { low }) => {
    body.push(int(low))
  },
  'f32.const': (body, { low }) => {
    bits.setInt32(0, low)
    body.push(floatConstant('f32', bits.getFloat32(0), `fromBitsF32(${numberText(low)})`))
  },
  'f64.const': (body, { low, high }) => {
    bits.setInt32(0, high)
    bits.setInt32(4, low)
    const otherwise = `fromBitsF64(${numberText(low)},${numberText(high)})`
    body.push(floatConstant('f64', bits.getFloat64(0), otherwise))
  },
  'i32.eqz': body => {
    body.push(not(body.pop()))
  },
  'i32.rotl': rotation((a, by, rest) => `(${a}<<${by}|${a}>>>${rest})`),
  'i32.rotr': rotation((a, by, rest) => `(${a}<<${rest}|${a}>>>${by})`),
}

const following = Object.entries<Form>(numericForms).flatMap(([name, form]) => {
  const make = makeOf(name, form)
  if (make === undefined) return []
  return [[name, operandRule(make, byName[name as InstructionName].signature!.params.length)] as const]
})

export const numericRules = { ...Object.fromEntries(following), ...ownRules } as {
  readonly [N in keyof typeof numericForms]: Rule
}

const choice = (x: Entry, a: string, b: string): string => `(${conditionOf(x)}?${a}:${b})`

/** Of both arms only one is evaluated: what traps comes first. The condition of two words is named twice. */
export const selectRule: Rule = body => {
  const height = body.stack.length - 3
  const { type } = body.stack[height]!
  if (type === 'i64') body.name(height + 2)
  const condition = body.pop()
  body.settleWhere(flags.trap)
  const b = body.pop()
  const a = body.pop()
  const entry = made(type, choice(condition, a.text, b.text), a, b, condition)
  if (type === 'i64') entry.high = choice(condition, a.high, b.high)
  body.push(entry)
}
