// The texts of functions are kept with the program. A function is translated when its text is first asked
// for, and so is each region of one that can be resumed.

import { suits, translateBaseline } from '../baseline/translate.js'
import { helpers } from '../helpers/index.js'
import { under } from '../interpret/clock.js'
import type { Program } from '../program.js'
import { translate, translateRegion } from '../translate.js'
import { waysOf } from './heat.js'
import type { Translated } from './text.js'

/** The baseline translator may use any helper, and stands where all are. */
const anyHelper: ReadonlySet<string> = new Set(Object.keys(helpers))

/** The text of the baseline translator, where that is wanted and will do for a while. */
function baselineText(
  { baseline, heats, functions, tuning }: Program,
  index: number,
): Translated | undefined {
  if (baseline === undefined || functions.find(index)?.isHot || !suits(baseline, index)) return undefined
  const ways = heats ? waysOf(index, tuning.baseline) : undefined
  const { text, facts } = translateBaseline(baseline, index, ways)
  return { text, helpers: anyHelper, counts: undefined, baseline: facts }
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
