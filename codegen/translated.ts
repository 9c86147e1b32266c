// What has been translated is kept with the program. A function is translated when its text is first asked
// for, and so is each part of one that can be resumed.

import { under } from './interpret/clock.js'
import type { Translated } from './parts.js'
import type { Program } from './program.js'
import { translate, translatePart } from './translate.js'

/** A function's text. */
export function translateOnce(program: Program, index: number): Translated {
  let translated = program.translated.get(index)
  if (translated === undefined) {
    translated = under(program.deadline, () => translate(program, index))
    program.translated.set(index, translated)
  }
  return translated
}

/** The text of a part of a function that can be resumed. */
export function partOnce(program: Program, index: number, part: number): string {
  const texts = translateOnce(program, index).parts!
  try {
    texts[part] ??= under(program.deadline, () =>
      translatePart(program, index, { part, count: texts.length }),
    )
  } catch (error) {
    // What has waited is changed on the way, and may be left in the middle.
    program.waiting.forget(index)
    throw error
  }
  return texts[part]
}

/** Whether a function that has been translated is there to stay. */
export const isFinal = ({ translated }: Program, index: number): boolean =>
  translated.get(index)?.counts === undefined
