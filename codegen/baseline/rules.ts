// Rules: an instruction adds to the text. That is made by putting together what stands around the holes of a
// template, which was split when the template was read: texts[0] + a + texts[1] + b + texts[2]. Elsewhere
// generated JavaScript is never glued from strings; here that is the point. One pass with strings translates
// 20 MB of wasm in a second, and 3 to 4 in a process that has just begun; nodes, passes and a printer do 2.2
// and 0.4.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import type { Template } from '../js/template.js'
import { precedence } from '../js/template.js'
import type { Body } from './body.js'

export type Rule = (body: Body, instruction: Instruction) => void

/** The text around the holes, without spaces, so that the whole is an atom. */
export function atomOf({ texts, precedence: own }: Template): readonly string[] {
  const tight = texts.map(text => text.replaceAll(' ', ''))
  if (own >= precedence.call) return tight
  const last = tight.length - 1
  return tight.map((text, i) => `${i === 0 ? '(' : ''}${text}${i === last ? ')' : ''}`)
}

/** The same as it stands. */
export const textsOf = ({ texts }: Template): readonly string[] => texts.map(text => text.replaceAll(' ', ''))
