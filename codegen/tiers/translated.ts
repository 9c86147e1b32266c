// The texts of functions are kept with the program. A function is translated when its text is first asked
// for, and so is each region of one that can be resumed.

import { under } from '../interpret/clock.js'
import type { Program } from '../program.js'
import { translate, translateFirst, translateRegion } from '../translate.js'
import { waysOf } from './heat.js'
import type { Translated } from './text.js'

/** The text of the baseline translator, where that is wanted and will do for a while. */
function baselineText(program: Program, index: number): Translated | undefined {
  const { baseline, heats, functions, tuning } = program
  if (!baseline || functions.find(index)?.isHot) return undefined
  return translateFirst(program, index, heats ? waysOf(index, tuning.baseline) : undefined)
}

const newText = (program: Program, index: number): Translated =>
  baselineText(program, index) ?? translate(program, index)

/** A function's text. */
export function translateOnce(program: Program, index: number): Translated {
  const state = program.functions.of(index)
  if (state.text === undefined) state.setText(under(program.interrupt, () => newText(program, index)))
  return state.text!
}

/** The text of a region of a function that can be resumed. */
export function regionOnce(program: Program, index: number, region: number): string {
  const texts = translateOnce(program, index).regions!
  try {
    texts[region] ??= under(program.interrupt, () =>
      translateRegion(program, index, { region, count: texts.length }),
    )
  } catch (error) {
    // Regions that have waited are changed on the way, and may be left in the middle.
    program.waiting.forget(program.functions.of(index))
    throw error
  }
  return texts[region]
}

/** Whether a function that has been translated is there to stay. */
export const isFinal = ({ functions }: Program, index: number): boolean =>
  functions.find(index)?.text?.counts === undefined
