// 64-bit integers: the words of a result as text, by the forms of instructions (../forms/wide.ts). What is
// named more than once has a variable; the high word of a result is an expression that nobody has to use.
//
//   (i64.add (local.get 0) (local.get 1))    s0=(l0+l1|0);  text s0  high ((l0h+l1h)+(s0<l1|0)|0)
//   (i64.mul (local.get 0) (local.get 1))    s0=mul64(l0,l0h,l1,l1h);s0h=resultInt[1];

import { lastOf } from '../../src/engine/list.js'
import { byName, type InstructionName } from '../../src/wasm/ops/index.js'
import { registers } from '../abi.js'
import type { OwnNames } from '../forms/form.js'
import { numericForms } from '../forms/numeric.js'
import { floatForms, type Pair, type WideForm, type Word, type WordOp, wideForms } from '../forms/wide.js'
import type { Body } from './body.js'
import { conditionOf, Entry, type EntryType, flags, highOf, int, long, lowOf, unsignedText } from './entry.js'
import { atomOf, type Rule } from './rules.js'
import { type Make, makeOf, not } from './values.js'

// ---------------------------------------------------------------- instructions on words

const isNumber = (entry: Entry, value: number): boolean =>
  (entry.flags & flags.constant) !== 0 && entry.low === value

const rightZeroIsLeft: ReadonlySet<string> = new Set(
  ['add', 'sub', 'or', 'xor', 'shl', 'shr_s', 'shr_u'].map(name => `i32.${name}`),
)
const leftZeroIsRight: ReadonlySet<string> = new Set(['add', 'or', 'xor'].map(name => `i32.${name}`))

/** The result where it is trivial with a constant: high words are often 0. */
function simpler(op: string, x: Entry, y: Entry): Entry | undefined {
  if (isNumber(y, 0)) {
    if (rightZeroIsLeft.has(op)) return x
    if ((op === 'i32.and' || op === 'i32.lt_u') && (x.flags & flags.trap) === 0) return y
  }
  if (isNumber(x, 0)) {
    if (leftZeroIsRight.has(op)) return y
    if (op === 'i32.and' && (y.flags & flags.trap) === 0) return x
  }
  if (op === 'i32.and' && isNumber(y, -1)) return x
  return undefined
}

const logical =
  (operator: '&&' | '||'): Make =>
  (x, y) => {
    const test = `(${conditionOf(x)}${operator}${conditionOf(y)})`
    const entry = new Entry('i32', `(${test}|0)`).takes(x).takes(y)
    entry.test = test
    return entry
  }

type FloatForm = (typeof floatForms)[keyof typeof floatForms]

function fromWords({ template, high, low }: FloatForm): Make {
  const [before, between, after] = atomOf(template)
  const as = (sign: 'signed' | 'unsigned', word: Entry) =>
    sign === 'unsigned' ? unsignedText(word) : word.text
  return (x, y) => new Entry('f64', before + as(high, x) + between + as(low, y) + after).takes(x).takes(y)
}

const makes = new Map<WordOp, Make>([
  ['i32.eqz', not],
  ['and', logical('&&')],
  ['or', logical('||')],
  ['f64.from words', fromWords(floatForms['f64.from words'])],
  ['f64.from words u', fromWords(floatForms['f64.from words u'])],
])

function makeBy(op: WordOp): Make {
  let make = makes.get(op)
  if (make === undefined) {
    make = makeOf(op, numericForms[op as keyof typeof numericForms])!
    makes.set(op, make)
  }
  return make
}

/** The entries that words of a form stand for. */
interface Operands {
  readonly a: Entry
  readonly b: Entry
  low: Entry
}

type MakeWord = (operands: Operands) => Entry

/** Makes the function of a word once, so that nothing of it is looked at when text is made. */
function compile(word: Word): MakeWord {
  if (typeof word === 'number') return () => int(word)
  if (word === 'a') return ({ a }) => lowOf(a)
  if (word === 'ah') return ({ a }) => highOf(a)
  if (word === 'b') return ({ b }) => lowOf(b)
  if (word === 'bh') return ({ b }) => highOf(b)
  if (word === 'low') return ({ low }) => low
  const [op, first, second] = word
  const make = makeBy(op)
  const x = compile(first)
  if (second === undefined) return operands => make(x(operands), operands.low)
  const y = compile(second)
  return operands => {
    const left = x(operands)
    const right = y(operands)
    return simpler(op, left, right) ?? make(left, right)
  }
}

// ---------------------------------------------------------------- how often words are named

function countIn(word: Word, name: Word): number {
  if (typeof word !== 'object') return Number(word === name)
  const [, first, second] = word
  return countIn(first, name) + (second === undefined ? 0 : countIn(second, name))
}

/** Work that must be done to an operand before its words are put into texts. */
type Need = 'name' | 'settle traps' | 'nothing'

/** Each word once, and the low one in the low word of the result, which is evaluated first. */
function needOf(name: 'a' | 'b', first: Word, second: Word): Need {
  const low = countIn(first, name)
  const all = low + countIn(second, name)
  const high = countIn(first, `${name}h`) + countIn(second, `${name}h`)
  if (all > 1 || high > 1) return 'name'
  return low === 1 ? 'nothing' : 'settle traps'
}

function prepare(body: Body, height: number, need: Need): void {
  if (need === 'name') body.name(height)
  else if (need === 'settle traps' && body.stack[height]!.flags & flags.trap) body.settle(height)
}

/** Operands whose high word, which is evaluated later, may name the variable that is about to be written. */
function keepFrom(body: Body, height: number, target: Entry): void {
  const { stack } = body
  for (let i = height; i < stack.length; i++) {
    const { slots, flags: own, high } = stack[i]!
    if (slots & target.slots && ((own & flags.leaf) === 0 || high === target.text)) body.settle(i)
  }
}

// ---------------------------------------------------------------- results

/** A pair as an entry. */
function pairOf(low: Entry, high: Entry): Entry {
  if (low.flags & high.flags & flags.constant) return long(low.low, high.low)
  const entry = new Entry('i64', low.text).takes(low).takes(high)
  entry.raw = low.raw
  entry.high = high.text
  entry.flags |= low.flags & high.flags & flags.leaf
  return entry
}

const none = int(0)

function takeOperands(body: Body, count: number): Operands {
  const b = count === 2 ? body.pop() : none
  return { a: body.pop(), b, low: none }
}

/** A low word that the high one is made of has a name. */
function nameLow(body: Body, height: number, low: Entry): Entry {
  if (low.flags & flags.leaf) return low
  const slot = body.target('i64', height)
  body.run(`${slot.text}=${low.text}`, low)
  return lowOf(slot)
}

function pairRule({ low, high }: Pair, count: number): Rule {
  const makeLow = compile(low)
  const makeHigh = compile(high)
  const named = countIn(high, 'low') > 0
  const needs = (['a', 'b'] as const).slice(0, count).map(name => needOf(name, low, high))
  return body => {
    const height = body.stack.length - count
    for (let i = 0; i < count; i++) prepare(body, height + i, needs[i]!)
    if (named) keepFrom(body, height, body.target('i64', height))
    const operands = takeOperands(body, count)
    const lowWord = makeLow(operands)
    operands.low = named ? nameLow(body, height, lowWord) : lowWord
    body.push(pairOf(operands.low, makeHigh(operands)))
  }
}

function singleRule(word: Word, count: number): Rule {
  const make = compile(word)
  const needs = (['a', 'b'] as const).slice(0, count).map(name => needOf(name, word, 0))
  return body => {
    const height = body.stack.length - count
    for (let i = 0; i < count; i++) prepare(body, height + i, needs[i]!)
    body.push(make(takeOperands(body, count)))
  }
}

/** The arguments of a helper: all words. */
const argumentsOf = (entries: readonly Entry[]): string =>
  entries.map(({ type, text, high }) => (type === 'i64' ? `${text},${high}` : text)).join()

/** A call whose result is complete once the register has been read: a statement. */
function callPair(body: Body, text: string, own: number): void {
  const slot = body.target('i64')
  body.wide++
  if (body.around > 0) body.wideInLoops++
  if (own & flags.trap) body.settleWhere(flags.trap)
  body.out += `${slot.text}=${text};${slot.high}=${registers.int}[1];`
  body.push(slot)
}

/** All that is known of any operand. */
const flagsOf = (entries: readonly Entry[]): number => entries.reduce((all, entry) => all | entry.flags, 0)

function pairCallRule(name: string, { count, own }: Wanted): Rule {
  return body => {
    const operands = body.popMany(count)
    callPair(body, `${name}(${argumentsOf(operands)})`, own | flagsOf(operands))
  }
}

function valueCallRule(name: string, count: number, type: EntryType): Rule {
  return body => {
    const operands = body.popMany(count)
    const entry = new Entry(type, `${name}(${argumentsOf(operands)})`)
    for (const operand of operands) entry.takes(operand)
    if (type === 'i64') entry.high = '0'
    body.push(entry)
  }
}

/** By a constant, each of which has texts of its own, or by the helper. */
function shiftRule(name: string, by: (count: number) => Pair): Rule {
  const spelt: (Rule | undefined)[] = []
  return (body, instruction) => {
    const count = lastOf(body.stack)!
    if (count.flags & flags.constant) {
      const places = count.low & 63
      body.pop()
      if (places !== 0) (spelt[places] ??= pairRule(by(places), 1))(body, instruction)
      return
    }
    if (count.flags & flags.trap) body.settle(body.stack.length - 1)
    const [a, b] = body.popMany(2)
    callPair(body, `${name}(${a!.text},${a!.high},${b!.text})`, a!.flags)
  }
}

interface Wanted {
  readonly type: EntryType
  readonly count: number
  /** Flags of the instruction itself. */
  readonly own: number
}

type Makers = {
  readonly [Kind in WideForm['kind']]: (
    form: Extract<WideForm, { kind: Kind }>,
    wanted: Wanted,
  ) => Rule | undefined
}

const makers: Makers = {
  pair: (form, { count }) => pairRule(form, count),
  single: ({ word }, { count }) => singleRule(word, count),
  'pair call': ({ name }, wanted) => pairCallRule(name, wanted),
  'single call': ({ name }, { count, type }) => valueCallRule(name, count, type),
  count: ({ name }, { count }) => valueCallRule(name, count, 'i64'),
  shift: ({ name, by }) => shiftRule(name, by),
  own: () => undefined,
}

function ruleOf(name: string, form: WideForm): Rule | undefined {
  const { signature, effect } = byName[name as InstructionName]
  const make = makers[form.kind] as (form: WideForm, wanted: Wanted) => Rule | undefined
  const { params, results } = signature!
  return make(form, {
    type: results[0] as EntryType,
    count: params.length,
    own: effect === 'trap' ? flags.trap : 0,
  })
}

const ownRules: Readonly<Record<OwnNames<typeof wideForms>, Rule>> = {
  'i64.const': (body, { low, high }) => {
    body.push(long(low, high))
  },
  'i32.wrap_i64': body => {
    body.push(lowOf(body.pop()))
  },
}

const following = Object.entries<WideForm>(wideForms).map(
  ([name, form]) => [name, ruleOf(name, form)] as const,
)

export const wideRules = { ...Object.fromEntries(following), ...ownRules } as {
  readonly [N in keyof typeof wideForms]: Rule
}

/** The result of a narrow load, of its low word, which has a name if the high one needs it. */
export function extendedBy(high: Word): (body: Body, height: number, low: Entry) => Entry {
  const make = compile(high)
  const named = countIn(high, 'low') > 0
  return (body, height, low) => {
    const word = named ? nameLow(body, height, low) : low
    return pairOf(word, make({ a: none, b: none, low: word }))
  }
}
