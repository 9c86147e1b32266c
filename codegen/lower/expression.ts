// Expressions of generated JavaScript, as the lowering builds them: a template with its operands, a leaf, or
// a call with any number of arguments. They are nodes of their own for the printer, beside the statements of
// ESTree, and carry what scheduling asks: effects, depth, and, as a mask, which variables they may read.

import type { Word } from '../abi.js'
import { numericForms } from '../forms/numeric.js'
import type { Template } from '../js/template.js'
import { js, precedence } from '../js/template.js'

interface Common {
  readonly effect: number
  readonly depth: number
  /** The bits of all slots that are read, see slots.ts. */
  readonly mask: number
}

/** Of what kind a JavaScript variable is: that of the word in it. */
export type Kind = Word

/** A JavaScript variable of a generated function; see slots.ts. */
export interface Slot {
  readonly name: string
  readonly kind: Kind
  /** The expression that reads it. */
  readonly read: Leaf
  /** One of 32 bits, which it shares with others: sets of slots are told apart by them at first sight. */
  readonly bit: number
  /** How many reads are still to come; temporaries are given back when none are. */
  remaining: number
}

export interface Leaf extends Common {
  readonly type: 'Leaf'
  readonly text: string
  readonly precedence: number
  /** Of an integer constant. */
  readonly integer: number | undefined
  /** The slot that is read here, if this place counts as a read of it. */
  readonly slot: Slot | undefined
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

/** Leaves are all made here, since what has one shape is read fastest. */
function makeLeaf(text: string, level: number, slot: Slot | undefined): Fresh<Leaf> {
  const mask = slot === undefined ? 0 : slot.bit
  return { type: 'Leaf', text, precedence: level, effect: 0, depth: 0, mask, integer: undefined, slot }
}

/** A name. */
export const leaf = (text: string): Leaf => makeLeaf(text, precedence.primary, undefined)

/** A name that reads a slot. */
export const leafOf = (text: string, slot: Slot): Leaf => makeLeaf(text, precedence.primary, slot)

/** A name whose reading may be seen. */
export function withEffect({ text, precedence }: Leaf, effect: number): Leaf {
  const result = makeLeaf(text, precedence, undefined)
  result.effect = effect
  return result
}

/** A number as JavaScript writes it, -0, NaN and the infinities included. */
export function number(value: number): Leaf {
  const text = Object.is(value, -0) ? '-0' : String(value)
  const level = text.startsWith('-') ? precedence.unary : precedence.primary
  const result = makeLeaf(text, level, undefined)
  if (Number.isSafeInteger(value)) result.integer = value
  return result
}

const small = Array.from({ length: 257 }, (_, i) => number(i - 1))

/** An integer; the common ones are shared. */
export const int = (value: number): Leaf =>
  value >= -1 && value < small.length - 1 ? small[value + 1]! : number(value)

/** An expression that is being made. */
type Fresh<T> = { -readonly [Field in keyof T]: T[Field] }

/** Field by field, in one place: this is where most of lowering's memory goes. */
function operate(template: Template, args: readonly Expression[], own: number): Fresh<Operation> {
  let effect = own
  let depth = 0
  let mask = 0
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    effect |= arg.effect
    if (arg.depth >= depth) depth = arg.depth + 1
    mask |= arg.mask
  }
  const none = undefined
  return { type: 'Operation', template, args, truth: none, truthArgs: none, raw: none, effect, depth, mask }
}

/** @param effect what the operation itself does; the operands' effects are added */
export const operation = (template: Template, args: readonly Expression[], effect = 0): Operation =>
  operate(template, args, effect)

/** A truth value as a word: `truth` is the template where only the truth counts. */
export function comparison(word: Template, args: readonly Expression[], truth: Template): Operation {
  const result = operate(word, args, 0)
  result.truth = truth
  return result
}

/** The same where the truth has other operands. */
export function truthOf(
  word: Template,
  args: readonly Expression[],
  { template, args: truthArgs }: Pick<Operation, 'template' | 'args'>,
): Operation {
  const result = operate(word, args, 0)
  result.truth = template
  result.truthArgs = truthArgs
  return result
}

/** A word that its template brings into range: `raw` is the template without that. */
export function wrapped(word: Template, args: readonly Expression[], raw: Template): Operation {
  const result = operate(word, args, 0)
  result.raw = raw
  return result
}

export function invocation(callee: Expression, args: readonly Expression[], own: number): Call {
  let effect = own | callee.effect
  let depth = callee.depth + 1
  let mask = callee.mask
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    effect |= arg.effect
    if (arg.depth >= depth) depth = arg.depth + 1
    mask |= arg.mask
  }
  return { type: 'Call', callee, args, effect, depth, mask }
}

/** Calls `visit` for each read of a slot, in the order of evaluation. */
export function forEachRead(expression: Expression, visit: (slot: Slot) => void): void {
  if (expression.mask === 0) return
  if (expression.type === 'Leaf') {
    visit(expression.slot!)
    return
  }
  if (expression.type === 'Call') forEachRead(expression.callee, visit)
  const { args } = expression
  for (let i = 0; i < args.length; i++) forEachRead(args[i]!, visit)
}

/** Whether the slot is read. */
export function reads(expression: Expression, slot: Slot): boolean {
  if ((expression.mask & slot.bit) === 0) return false
  if (expression.type === 'Leaf') return expression.slot === slot
  if (expression.type === 'Call' && reads(expression.callee, slot)) return true
  const { args } = expression
  for (let i = 0; i < args.length; i++) if (reads(args[i]!, slot)) return true
  return false
}

const asUnsigned = js('$0 >>> 0')
/** The unsigned shift, whose result is brought into the range of words. */
const shiftRight = numericForms['i32.shr_u'].word

/** Whether `unsigned` would just put `>>> 0` behind the word. */
export const isPlainWord = (word: Expression): boolean =>
  word.type === 'Leaf' ? word.slot !== undefined : word.type === 'Operation' && word.template !== shiftRight

/** The word as a number from 0 to 2^32-1. */
export function unsigned(word: Expression): Expression {
  if (word.type === 'Leaf' && word.integer !== undefined)
    return word.integer >= 0 ? word : number(word.integer >>> 0)
  if (word.type === 'Operation' && word.template === shiftRight) return raw(word)
  return operation(asUnsigned, [raw(word)])
}

/** An expression named once more: its slots are counted as read at the first place only. */
export function again(expression: Expression): Expression {
  if (expression.mask === 0) return expression
  if (expression.type === 'Leaf') return makeLeaf(expression.text, expression.precedence, undefined)
  const args = expression.args.map(again)
  if (expression.type === 'Call') return invocation(again(expression.callee), args, expression.effect)
  const { template, effect, truth, raw } = expression
  const result = operate(template, args, effect)
  result.truth = truth
  result.truthArgs = expression.truthArgs?.map(again)
  result.raw = raw
  return result
}

/**
 * The expression where only its low 32 bits count, because the operator around it takes no more. Sums may
 * then be any integers; they stay exact, since no function has as many terms as it would take to pass 2^53.
 */
export function raw(word: Expression): Expression {
  if (word.type !== 'Operation' || word.raw === undefined) return word
  const { type, args, truth, truthArgs, effect, depth, mask } = word
  return { type, template: word.raw, args, truth, truthArgs, raw: undefined, effect, depth, mask }
}

/** The expression where only its truth counts. */
export function truth(word: Expression): Expression {
  if (word.type !== 'Operation' || word.truth === undefined) return word
  const { type, truthArgs, raw, effect, depth, mask } = word
  const args = truthArgs ?? word.args
  return { type, template: word.truth, args, truth: undefined, truthArgs, raw, effect, depth, mask }
}
