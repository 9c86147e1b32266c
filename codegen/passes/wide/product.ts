// Products, and sums of products. The high word of a product is what is hard to come by, and in a sum it
// is found once for all of them: as a double, from which the exact low word is taken away. So beside its
// words such a value has a second form, a double and a word:
//
//   i64.mul a b          exact = a.low * b.low                     high = a.high * b.low + a.low * b.high
//   i64.add x y          exact = x.exact + y.exact                 high = x.high + y.high
//   its high word        high + (exact - low) / 2^32, rounded
//
// The double has 53 bits, so it is wrong by what is rounded, but by much less than half of 2^32. What is not
// needed of all that, above all the high words of what is summed up, is dead.
//
// The high word of a product with a constant is found without the low one, which is shorter as long as no
// other product is added.

import { makeNode, type Node } from '../../ir/nodes.js'
import { bounds } from '../../tiers/tuning.js'
import { extensionOf } from '../range/index.js'
import { anyWord, isNatural, isWithin } from '../range/interval.js'
import { type Emitter, isConstant, type Sum } from './emit.js'
import { lowOf, type Words } from './words.js'

/** Bounds within which the double is wrong by less than 2^26. */
const largest = 2 ** 70
const mostTerms = bounds.terms

const wordSize = 2 ** 32

/** An operand of a product or a sum: a double that is exact, and what the high word adds to that. */
interface Term {
  readonly isSigned: boolean
  readonly isNatural: boolean
  readonly double: Node
  readonly high: Node
  readonly most: number
}

function termOf(emit: Emitter, [low, high]: Words, node: Node): Term {
  const interval = emit.ranges.of(node)
  const isSigned = isWithin(interval, anyWord)
  const natural = !isSigned || isNatural(interval)
  const double = emit.add(makeNode(isSigned ? 'f64.convert_i32_s' : 'f64.convert_i32_u', 'f64', [low!]))
  const most = Math.min(wordSize, Math.max(Math.abs(interval.least), Math.abs(interval.most)))
  const rest = extensionOf(interval) === undefined ? high! : emit.int(0)
  return { isSigned, isNatural: natural, double, high: rest, most }
}

function withSum({ sums }: Emitter, words: Words, sum: Sum): Words {
  sums.set(words, sum)
  return words
}

/** The words of a value of which one form is known; `low` is its low word. */
function wordsOfSum(emit: Emitter, low: Node, sum: Sum): Words {
  const high = emit.add(makeNode('i32.high', 'i32', [sum.double, low]))
  return withSum(emit, [low, emit.op('i32.add', sum.high, high)], sum)
}

interface Factor {
  readonly words: Words
  readonly term: Term
}

/** The high word of the product of what two terms have in doubles, of which the second is constant. */
function highByConstant(emit: Emitter, { words, term }: Factor, constant: Factor): Node {
  const node = makeNode(term.isSigned ? 'i32.mul_high s' : 'i32.mul_high u', 'i32', [lowOf(words)])
  node.index = lowOf(constant.words).index
  node.extra = constant.term.isSigned ? node.index >> 31 : 0
  return emit.add(node)
}

/** The facts about a node when its operands are known. */
interface Result {
  readonly node: Node
  readonly low: Node
}

/** A product of two values. */
export function product(emit: Emitter, operands: readonly Words[], { node, low }: Result): Words {
  const [x, y] = operands.map((words, i) => ({ words, term: termOf(emit, words, node.args[i]!) }))
  const [a, b] = isConstant(lowOf(x!.words)) ? [y!, x!] : [x!, y!]
  const high = emit.op(
    'i32.add',
    emit.op('i32.mul', a.term.high, lowOf(b.words)),
    emit.op('i32.mul', lowOf(a.words), b.term.high),
  )
  const double = emit.add(makeNode('f64.mul', 'f64', [a.term.double, b.term.double]))
  const byConstant = isConstant(lowOf(b.words))
  const natural = a.term.isNatural && b.term.isNatural
  const sum = { double, high, most: a.term.most * b.term.most, terms: 1, isNatural: natural, byConstant }
  if (!byConstant) return wordsOfSum(emit, low, sum)
  return withSum(emit, [low, emit.op('i32.add', high, highByConstant(emit, a, b))], sum)
}

const sumOf = (emit: Emitter, words: Words, node: Node): Sum =>
  emit.sums.get(words) ?? { ...termOf(emit, words, node), terms: 1, byConstant: true }

/** Whether a product, or a sum of such, has a high word that is not cheaper to come by in another way. */
const isWorthwhile = ({ sums }: Emitter, words: Words): boolean => sums.get(words)?.byConstant === false

/** The sum, or the difference, of two values of which one is a product or a sum of such. */
export function addProducts(
  emit: Emitter,
  [x, y]: readonly Words[],
  { node, low }: Result,
): Words | undefined {
  if (!isWorthwhile(emit, x!) && !isWorthwhile(emit, y!) && !(emit.sums.has(x!) && emit.sums.has(y!)))
    return undefined
  const a = sumOf(emit, x!, node.args[0]!)
  const b = sumOf(emit, y!, node.args[1]!)
  const most = a.most + b.most
  const terms = a.terms + b.terms
  if (most > largest || terms > mostTerms) return undefined
  const operation = node.op === 'i64.add' ? 'add' : 'sub'
  const double = emit.add(makeNode(`f64.${operation}`, 'f64', [a.double, b.double]))
  const high = emit.op(`i32.${operation}`, a.high, b.high)
  const natural = operation === 'add' && a.isNatural && b.isNatural
  return wordsOfSum(emit, low, { double, high, most, terms, isNatural: natural, byConstant: false })
}

/** The unsigned remainder by a word of a product, or of a sum of two. */
export function remainderOf(emit: Emitter, words: Words, divisor: Node): Node | undefined {
  const sum = emit.sums.get(words)
  if (sum === undefined || !sum.isNatural || sum.most > 2 ** 63 || sum.terms > 2) return undefined
  if (!isConstant(sum.high) || sum.high.index !== 0) return undefined
  return emit.helper('remOfDouble', 'i32', [sum.double, lowOf(words), divisor])
}
