// Expressions of generated JavaScript, as the lowering builds them: a template with its operands, a leaf, or
// a call with any number of arguments. They are nodes of their own for the printer, beside the statements of
// ESTree, and carry what scheduling asks: effects, depth, and which variables they read.

import type { Template } from '../js/template.js'
import { js, precedence } from '../js/template.js'
import type { Slot } from './slots.js'

interface Common {
  readonly effect: number
  readonly depth: number
  readonly reads: readonly Slot[]
}

export interface Leaf extends Common {
  readonly type: 'Leaf'
  readonly text: string
  readonly precedence: number
}

export interface Operation extends Common {
  readonly type: 'Operation'
  readonly template: Template
  readonly args: readonly Expression[]
  /** The same operation where only its truth counts: `a < b` for `a < b | 0`. */
  readonly truth: Template | undefined
  /** The operands of that, where they are others. */
  readonly truthArgs: readonly Expression[] | undefined
  /** The same operation where only the low 32 bits count: `a + b` for `a + b | 0`. */
  readonly raw: Template | undefined
}

export interface Call extends Common {
  readonly type: 'Call'
  readonly callee: Expression
  readonly args: readonly Expression[]
}

export type Expression = Leaf | Operation | Call

const noSlots: readonly Slot[] = []

/** A name. */
export const leaf = (text: string): Leaf => leafOf(text, noSlots)

/** A name and the slots that are read with it. */
export const leafOf = (text: string, reads: readonly Slot[]): Leaf => ({
  type: 'Leaf',
  text,
  precedence: precedence.primary,
  effect: 0,
  depth: 0,
  reads,
})

/** A number as JavaScript writes it, -0, NaN and the infinities included. */
export function number(value: number): Leaf {
  const text = Object.is(value, -0) ? '-0' : String(value)
  const negative = text.startsWith('-')
  return {
    type: 'Leaf',
    text,
    precedence: negative ? precedence.unary : precedence.primary,
    effect: 0,
    depth: 0,
    reads: noSlots,
  }
}

const small = Array.from({ length: 257 }, (_, i) => number(i - 1))

/** An integer; the common ones are shared. */
export const int = (value: number): Leaf => small[value + 1] ?? number(value)

function allReads(args: readonly Expression[]): readonly Slot[] {
  let reads = noSlots
  for (const arg of args)
    if (arg.reads.length > 0) reads = reads.length === 0 ? arg.reads : [...reads, ...arg.reads]
  return reads
}

function deepest(args: readonly Expression[]): number {
  let depth = 0
  for (const arg of args) if (arg.depth >= depth) depth = arg.depth + 1
  return depth
}

function allEffects(args: readonly Expression[]): number {
  let effect = 0
  for (const arg of args) effect |= arg.effect
  return effect
}

/** @param effect what the operation itself does; the operands' effects are added */
export function operation(template: Template, args: readonly Expression[], effect = 0): Operation {
  return {
    type: 'Operation',
    template,
    args,
    truth: undefined,
    truthArgs: undefined,
    raw: undefined,
    effect: effect | allEffects(args),
    depth: deepest(args),
    reads: allReads(args),
  }
}

/** A truth value as a word: `truth` is the template where only the truth counts. */
export const comparison = (word: Template, args: readonly Expression[], truth: Template): Operation => ({
  ...operation(word, args),
  truth,
})

/** A word that its template brings into range: `raw` is the template without that. */
export const wrapped = (word: Template, args: readonly Expression[], raw: Template): Operation => ({
  ...operation(word, args),
  raw,
})

export function invocation(callee: Expression, args: readonly Expression[], effect: number): Call {
  const parts = [callee, ...args]
  return {
    type: 'Call',
    callee,
    args,
    effect: effect | allEffects(parts),
    depth: deepest(parts),
    reads: allReads(parts),
  }
}

const asUnsigned = js('$0 >>> 0')
const shiftedRight = js('$0 >>> $1')
const shiftRight = js('$0 >>> $1 | 0')

/** The unsigned shift, whose result is brought into the range of words. */
export const shiftRightUnsigned = (args: readonly Expression[]): Operation =>
  wrapped(shiftRight, args.map(raw), shiftedRight)

const isNatural = (expression: Expression): boolean =>
  expression.type === 'Leaf' && /^\d+$/.test(expression.text)

/** Whether `unsigned` would just put `>>> 0` behind the word. */
export const isPlainWord = (word: Expression): boolean =>
  word.type === 'Leaf' ? word.reads.length > 0 : word.type === 'Operation' && word.template !== shiftRight

/** The word as a number from 0 to 2^32-1. */
export function unsigned(word: Expression): Expression {
  if (isNatural(word)) return word
  if (word.type === 'Leaf' && /^-\d+$/.test(word.text)) return number(Number(word.text) >>> 0)
  if (word.type === 'Operation' && word.template === shiftRight) return raw(word)
  return operation(asUnsigned, [raw(word)])
}

/** A leaf named once more: its slot is counted as read at the first place only. */
export const again = (expression: Expression): Expression => ({ ...expression, reads: noSlots })

/**
 * The expression where only its low 32 bits count, because the operator around it takes no more. Sums may
 * then be any integers; they stay exact, since no function has as many terms as it would take to pass 2^53.
 */
export function raw(word: Expression): Expression {
  if (word.type !== 'Operation' || word.raw === undefined) return word
  return { ...word, template: word.raw, raw: undefined }
}

/** The expression where only its truth counts. */
export function truth(word: Expression): Expression {
  if (word.type !== 'Operation' || word.truth === undefined) return word
  return { ...word, template: word.truth, truth: undefined, args: word.truthArgs ?? word.args }
}
