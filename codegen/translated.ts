// What has been translated is kept with the program. A function is translated when its text is first asked
// for, and so is each part of one that can be resumed.

import type { Translated } from './parts.js'
import type { Program } from './program.js'
import { translate, translatePart } from './translate.js'

/** A function's text. */
export function translateOnce(program: Program, index: number): Translated {
  let translated = program.translated.get(index)
  if (translated === undefined) {
    translated = translate(program, index)
    program.translated.set(index, translated)
  }
  return translated
}

/** The text of a part of a function that can be resumed. */
export function partOnce(program: Program, index: number, part: number): string {
  const texts = translateOnce(program, index).parts!
  texts[part] ??= translatePart(program, index, { part, count: texts.length })
  return texts[part]
}

/** Whether a function that has been translated is there to stay. */
export const isFinal = ({ translated }: Program, index: number): boolean =>
  translated.get(index)?.counts === undefined
