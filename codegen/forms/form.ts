// Forms: an instruction in JavaScript, as data. That is a template or a helper, and what becomes of its
// operands. Both translators read these rows. Lowering makes a rule of expressions from one
// (../lower/forms.ts), the baseline translator a handler that puts pieces of text together
// (../baseline/values.ts); each is a mapped type over the same rows, so that the compiler says what one of
// them lacks.
//
//   'i32.add': sum('$0 + $1')            a sum: `| 0` follows, unless what is around it does that
//   'i32.lt_u': truth('$0 < $1', 'unsigned')
//   'i32.ctz': call(i32.ctz)             a helper, named by reference
//   'i32.rotl': own                      each translator has a way of its own

import { nameOf } from '../js/helper.js'
import { js, type Template } from '../js/template.js'

/** Whether words come as they are, or as numbers from 0 to 2^32-1. */
export type Signs = 'signed' | 'unsigned'

/** Things that an instruction works on beside its operands: it comes before them. */
export type Subject =
  | ('memory' | 'second memory' | 'table' | 'second table')
  | ('data segment' | 'element segment' | 'index')

/** A template. */
export interface Plain {
  readonly kind: 'plain'
  readonly template: Template
  readonly signs: Signs
  readonly subjects: readonly Subject[]
}

/** A template that looks at no more than 32 bits of its operands, as all bitwise operators do. */
export interface Bits {
  readonly kind: 'bits'
  readonly template: Template
}

/** A template that `word` brings into range; it looks at no more than 32 bits of its operands. */
export interface Sum {
  readonly kind: 'sum'
  readonly template: Template
  readonly word: Template
}

/** A template for a truth value, and for that as a word. */
export interface Truth {
  readonly kind: 'truth'
  readonly template: Template
  readonly word: Template
  readonly signs: Signs
}

/** A call of a helper, or of what the closure has by that name. */
export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly isHelper: boolean
  readonly subjects: readonly Subject[]
}

/** A helper that traps, and a template for a divisor that is a constant other than 0 and -1. */
export interface Division {
  readonly kind: 'division'
  readonly name: string
  readonly template: Template
  readonly signs: Signs
}

/** An access to a memory: `$0` is the view, `$1` the address. */
export interface Access {
  readonly kind: 'access'
  /** To put offsets into. */
  readonly source: string
  readonly template: Template
}

/** A helper that takes the view and the address. */
export interface AccessCall {
  readonly kind: 'access call'
  readonly name: string
}

/** The operand as it is, or without its sign. */
export interface Same {
  readonly kind: 'same'
  readonly signs: Signs
}

/** Each translator has a way of its own. */
export interface Own {
  readonly kind: 'own'
}

/** The JavaScript of an instruction, as data that every translator can read. */
export type Form = Plain | Bits | Sum | Truth | Call | Division | Access | AccessCall | Same | Own

/** The names of those that each translator must have a way of its own for. */
export type OwnNames<Forms> = { [N in keyof Forms]: Forms[N] extends Own ? N : never }[keyof Forms] & string

const none: readonly Subject[] = []

type Helper = (...args: never[]) => unknown

export const plain = (source: string, signs: Signs = 'signed'): Plain => ({
  kind: 'plain',
  template: js(source),
  signs,
  subjects: none,
})

/** A template whose first holes are what the instruction works on. */
export const plainOn = (source: string, ...subjects: readonly Subject[]): Plain => ({
  ...plain(source),
  subjects,
})

export const bits = (source: string): Bits => ({ kind: 'bits', template: js(source) })

export const sum = (source: string): Sum => ({
  kind: 'sum',
  template: js(source),
  word: js(`${source} | 0`),
})

export const truth = (source: string, signs: Signs = 'signed'): Truth => ({
  kind: 'truth',
  template: js(source),
  word: js(`${source} | 0`),
  signs,
})

export const call = (helper: Helper): Call => ({
  kind: 'call',
  name: nameOf(helper),
  isHelper: true,
  subjects: none,
})

/** A helper whose first arguments are what the instruction works on. */
export const callOn = (helper: Helper, ...subjects: readonly Subject[]): Call => ({
  ...call(helper),
  subjects,
})

/** A function that the closure has by a name; see ../closure.ts. */
export const provided = (name: string, ...subjects: readonly Subject[]): Call => ({
  kind: 'call',
  name,
  isHelper: false,
  subjects,
})

export const division = (helper: Helper, source: string, signs: Signs = 'signed'): Division => ({
  kind: 'division',
  name: nameOf(helper),
  template: js(source),
  signs,
})

export const access = (source: string): Access => ({ kind: 'access', source, template: js(source) })

export const accessCall = (helper: Helper): AccessCall => ({ kind: 'access call', name: nameOf(helper) })

export const same: Same = { kind: 'same', signs: 'signed' }

export const unsigned: Same = { kind: 'same', signs: 'unsigned' }

export const own: Own = { kind: 'own' }
