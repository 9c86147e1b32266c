// 64-bit arithmetic in 32-bit words. Every rule gets a node whose operands have been split, and gives the low
// and the high word of its result, or the one word of a comparison. What an instruction means in words is its
// form (../../forms/wide.ts); the rules here know of ranges what makes it less.

import type { Signs } from '../../forms/form.js'
import { floatForms, type Pair, type WideForm, type Word, wideForms } from '../../forms/wide.js'
import { Effects } from '../../ir/effects.js'
import { makeNode, type Node } from '../../ir/nodes.js'
import { extensionOf } from '../range/index.js'
import { anyUnsigned, anyWord, type Interval, isNatural, isWithin } from '../range/interval.js'
import { type Emitter, isConstant } from './emit.js'
import { addProducts, product, remainderOf } from './product.js'
import { highOf, lowOf, type Words } from './words.js'

const { trap } = Effects

export type WideRule = (emit: Emitter, args: readonly Words[], node: Node) => Words

// ---------------------------------------------------------------- what follows from forms

/** The words that a form names. */
export interface Named {
  readonly a: Node
  readonly ah: Node
  readonly b: Node
  readonly bh: Node
  /** The low word of the result, once it is there. */
  readonly low: Node
}

/** Stands for a word that a form does not name. */
const absent: Node = makeNode('nop', 'none')

export const nameWords = ([a, b]: readonly Words[]): Named => ({
  a: a![0]!,
  ah: a![1] ?? absent,
  b: b?.[0] ?? absent,
  bh: b?.[1] ?? absent,
  low: absent,
})

/** Makes the nodes that a form says. */
export function wordOf(emit: Emitter, word: Word, named: Named): Node {
  if (typeof word === 'number') return emit.int(word)
  if (typeof word === 'string') return named[word]
  const [op, first, second] = word
  const x = wordOf(emit, first, named)
  if (op === 'i32.eqz') return emit.eqz(x)
  if (second === undefined) return emit.add(makeNode(op, 'i32', [x]))
  const y = wordOf(emit, second, named)
  return op in floatForms ? emit.add(makeNode(op, 'f64', [x, y])) : emit.op(op, x, y)
}

function pairOf(emit: Emitter, { low, high }: Pair, named: Named): Words {
  const word = wordOf(emit, low, named)
  return [word, wordOf(emit, high, { ...named, low: word })]
}

type Makers = {
  readonly [Kind in WideForm['kind']]: (form: Extract<WideForm, { kind: Kind }>) => WideRule | undefined
}

const makers: Makers = {
  pair: form => (emit, args) => pairOf(emit, form, nameWords(args)),
  single:
    ({ word }) =>
    (emit, args) => [wordOf(emit, word, nameWords(args))],
  'pair call':
    ({ name }) =>
    (emit, args, { effect }) =>
      emit.helperPair(name, args.flat(), effect),
  'single call':
    ({ name }) =>
    (emit, args, { type }) => [emit.helper(name, type, args.flat())],
  count:
    ({ name }) =>
    (emit, args) => [emit.helper(name, 'i32', args.flat()), emit.int(0)],
  /** A shift by a constant of 0 to 63, or any other. */
  shift:
    ({ name, by }) =>
    (emit, args) => {
      const [a, b] = args
      if (!isConstant(lowOf(b!))) return emit.helperPair(name, [lowOf(a!), highOf(a!), lowOf(b!)])
      const count = lowOf(b!).index & 63
      return count === 0 ? a! : pairOf(emit, by(count), nameWords(args))
    },
  own: () => undefined,
}

type General = { readonly [N in keyof typeof wideForms]: WideRule }

/** Rules that hold whatever the ranges are. */
const general = Object.fromEntries(
  Object.entries<WideForm>(wideForms).map(([name, form]) => [
    name,
    (makers[form.kind] as (form: WideForm) => WideRule | undefined)(form),
  ]),
) as unknown as General

// ---------------------------------------------------------------- arithmetic

const add: WideRule = (emit, [a, b], node) => {
  const low = emit.op('i32.add', lowOf(a!), lowOf(b!))
  if (extensionOf(emit.ranges.of(node)) !== undefined) return [low, emit.int(0)]
  const products = addProducts(emit, [a!, b!], { node, low })
  if (products !== undefined) return products
  const smaller = isConstant(lowOf(a!)) ? lowOf(a!) : lowOf(b!)
  const named = { ...nameWords([a!, b!]), b: smaller, low }
  return [low, wordOf(emit, wideForms['i64.add'].high, named)]
}

const sub: WideRule = (emit, [a, b], node) => {
  const low = emit.op('i32.sub', lowOf(a!), lowOf(b!))
  if (extensionOf(emit.ranges.of(node)) !== undefined) return [low, emit.int(0)]
  const products = addProducts(emit, [a!, b!], { node, low })
  if (products !== undefined) return products
  return [low, wordOf(emit, wideForms['i64.sub'].high, { ...nameWords([a!, b!]), low })]
}

/**
 * The high word of the unsigned product of a word and a constant below 2^16, from products of 16 bits. Spelt
 * out: as a helper it costs seven times as much wherever V8 has no budget left to inline it.
 */
function highOfShort(emit: Emitter, a: Node, b: Node): Node {
  const upper = (word: Node): Node => emit.op('i32.shr_u', word, emit.int(16))
  const lowest = emit.op('i32.mul', emit.op('i32.and', a, emit.int(0xffff)), b)
  return upper(emit.op('i32.add', emit.op('i32.mul', upper(a), b), upper(lowest)))
}

const isShort = (node: Node): boolean => isConstant(node) && node.index >>> 0 < 0x10000

const mul: WideRule = (emit, [x, y], node) => {
  const [a, b] = isConstant(lowOf(x!)) ? [y!, x!] : [x!, y!]
  const low = emit.op('i32.mul', lowOf(a), lowOf(b))
  // The caller knows the high word of a small product.
  if (extensionOf(emit.ranges.of(node)) !== undefined) return [low, emit.int(0)]
  if (!isShort(lowOf(b))) return product(emit, [x!, y!], { node, low })
  const cross = emit.op(
    'i32.add',
    emit.op('i32.mul', highOf(a), lowOf(b)),
    emit.op('i32.mul', lowOf(a), highOf(b)),
  )
  return [low, emit.op('i32.add', highOfShort(emit, lowOf(a), lowOf(b)), cross)]
}

/** Whether all operands are surely in an interval. */
const areIn = (emit: Emitter, { args }: Node, interval: Interval): boolean =>
  args.every(arg => isWithin(emit.ranges.of(arg), interval))

type Division = 'div_s' | 'div_u' | 'rem_s' | 'rem_u'

/** A remainder by an unsigned word is one too. */
function divideWide(emit: Emitter, args: readonly Words[], { node, name, helper }: Divided): Words {
  const [dividend, divisor] = node.args.map(arg => emit.ranges.of(arg))
  const isUnsigned = name === 'rem_u' || (name === 'rem_s' && isNatural(dividend!))
  if (!isUnsigned || !isWithin(divisor!, anyUnsigned)) return emit.helperPair(helper, args.flat(), trap)
  const low =
    remainderOf(emit, args[0]!, lowOf(args[1]!)) ??
    emit.helper('remByWord', 'i32', [lowOf(args[0]!), highOf(args[0]!), lowOf(args[1]!)])
  low.effect = trap
  return [low, emit.int(0)]
}

interface Divided {
  readonly node: Node
  readonly name: Division
  readonly helper: string
}

/** Where both operands fit a word, so does what becomes of them: all but the quotient of -2^31 and -1. */
const divide =
  (name: Division, helper: string): WideRule =>
  (emit, args, node) => {
    const ofNaturals = node.args.every(arg => isNatural(emit.ranges.of(arg)))
    const signed = areIn(emit, node, anyWord) && (ofNaturals || name === 'rem_s')
    const narrow = signed || (ofNaturals && areIn(emit, node, anyUnsigned))
    if (!narrow) return divideWide(emit, args, { node, name, helper })
    const [kind] = name.split('_') as ['div' | 'rem']
    const division = makeNode(`i32.${kind}_${signed ? 's' : 'u'}`, 'i32', [lowOf(args[0]!), lowOf(args[1]!)])
    division.effect = trap
    const low = emit.add(division)
    return [low, emit.extend(low, ofNaturals ? 'zero' : 'sign')]
  }

// ---------------------------------------------------------------- comparison

/** Whether equal low words mean equal operands. */
const areWords = (emit: Emitter, node: Node): boolean =>
  areIn(emit, node, anyWord) || areIn(emit, node, anyUnsigned)

/** Where equal low words mean equal operands. */
const byLow =
  (narrow: (emit: Emitter, args: readonly Words[]) => Node, general: WideRule): WideRule =>
  (emit, args, node) =>
    areWords(emit, node) ? [narrow(emit, args)] : general(emit, args, node)

type Comparison = `${'lt' | 'gt' | 'le' | 'ge'}_${'s' | 'u'}`

/** Extended words compare as the words do; unsigned ones, and natural ones of either kind, in one way. */
const compareWords =
  (name: Comparison, general: WideRule): WideRule =>
  (emit, args, node) => {
    const [a, b] = args
    const isSigned = areIn(emit, node, anyWord)
    if (!isSigned && !areIn(emit, node, anyUnsigned)) return general(emit, args, node)
    const ofNaturals = node.args.every(arg => isNatural(emit.ranges.of(arg)))
    const sign = isSigned && (ofNaturals || name.endsWith('s')) ? 's' : 'u'
    return [emit.op(`i32.${name.slice(0, 2)}_${sign}` as `i32.${Comparison}`, lowOf(a!), lowOf(b!))]
  }

/** Against the constant 0 the sign alone answers. */
const signed =
  (sign: 'i32.lt_s' | 'i32.ge_s', general: WideRule): WideRule =>
  (emit, args, node) => {
    const [a, b] = args
    const zero = isConstant(lowOf(b!)) && isConstant(highOf(b!)) && (lowOf(b!).index | highOf(b!).index) === 0
    return zero ? [emit.op(sign, highOf(a!), highOf(b!))] : general(emit, args, node)
  }

// ---------------------------------------------------------------- conversion

/** Of what fits a word, as of a word. */
const toFloat =
  (sign: Signs, general: WideRule): WideRule =>
  (emit, args, node) => {
    const [a] = args
    const convert = (name: 'f64.convert_i32_s' | 'f64.convert_i32_u') => [
      emit.add(makeNode(name, 'f64', [lowOf(a!)])),
    ]
    if (areIn(emit, node, anyUnsigned)) return convert('f64.convert_i32_u')
    if (sign === 'signed' && areIn(emit, node, anyWord)) return convert('f64.convert_i32_s')
    return general(emit, args, node)
  }

export const wideNumeric = {
  ...general,
  'i64.const': (emit, _, node) => [emit.int(node.index), emit.int(node.extra)],
  'i32.wrap_i64': (_, [a]) => [lowOf(a!)],
  'i64.eqz': byLow((emit, [a]) => emit.eqz(lowOf(a!)), general['i64.eqz']),
  'i64.eq': byLow((emit, [a, b]) => emit.op('i32.eq', lowOf(a!), lowOf(b!)), general['i64.eq']),
  'i64.ne': byLow((emit, [a, b]) => emit.op('i32.ne', lowOf(a!), lowOf(b!)), general['i64.ne']),
  'i64.lt_s': compareWords('lt_s', signed('i32.lt_s', general['i64.lt_s'])),
  'i64.lt_u': compareWords('lt_u', general['i64.lt_u']),
  'i64.gt_s': compareWords('gt_s', general['i64.gt_s']),
  'i64.gt_u': compareWords('gt_u', general['i64.gt_u']),
  'i64.le_s': compareWords('le_s', general['i64.le_s']),
  'i64.le_u': compareWords('le_u', general['i64.le_u']),
  'i64.ge_s': compareWords('ge_s', signed('i32.ge_s', general['i64.ge_s'])),
  'i64.ge_u': compareWords('ge_u', general['i64.ge_u']),
  'i64.add': add,
  'i64.sub': sub,
  'i64.mul': mul,
  'i64.div_s': divide('div_s', wideForms['i64.div_s'].name),
  'i64.div_u': divide('div_u', wideForms['i64.div_u'].name),
  'i64.rem_s': divide('rem_s', wideForms['i64.rem_s'].name),
  'i64.rem_u': divide('rem_u', wideForms['i64.rem_u'].name),
  'f64.convert_i64_s': toFloat('signed', general['f64.convert_i64_s']),
  'f64.convert_i64_u': toFloat('unsigned', general['f64.convert_i64_u']),
} satisfies Record<keyof typeof wideForms, WideRule>
