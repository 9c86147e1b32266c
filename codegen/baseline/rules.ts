// What an instruction does to the text. Text is made by putting together the pieces of a template, which were split
// when the template was read: pieces[0] + a + pieces[1] + b + pieces[2]. Elsewhere generated JavaScript is never
// glued from strings; here that is the point. One pass with strings translates 20 MB of wasm in a second, and 3 to 4
// in a process that has just begun; nodes, passes and a printer do 2.2 and 0.4.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import type { Template } from '../js/template.js'
import { precedence } from '../js/template.js'
import type { Body } from './body.js'

export type Rule = (body: Body, instruction: Instruction) => void

/** The text around the holes, without spaces, so that the whole is an atom. */
export function atomOf({ pieces, precedence: own }: Template): readonly string[] {
  const tight = pieces.map(piece => piece.replaceAll(' ', ''))
  if (own >= precedence.call) return tight
  const last = tight.length - 1
  return tight.map((piece, i) => `${i === 0 ? '(' : ''}${piece}${i === last ? ')' : ''}`)
}

/** The same as it stands. */
export const piecesOf = ({ pieces }: Template): readonly string[] =>
  pieces.map(piece => piece.replaceAll(' ', ''))
