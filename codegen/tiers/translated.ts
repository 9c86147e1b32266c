// The texts of functions are kept with the program. A function is translated when its text is first asked
// for, and so is each region of one that can be resumed. Bundles (src/build) load translate.ts when it is
// first called: the baseline translator stands here, and needs nothing of it.

import { codeLengthOf } from '../../src/wasm/module.js'
import { suits } from '../baseline/suits.js'
import { translateBaseline } from '../baseline/translate.js'
import { under } from '../interpret/clock.js'
import type { Program } from '../program.js'
import { translate, translateRegion } from '../translate.js'
import { headOf } from './heat.js'
import type { Translated } from './text.js'

/** Whether the first text of a function is the baseline translator's. */
export const suitsFirst = (program: Program, index: number): boolean =>
  program.baseline && suits(program.source, index)

/**
 * Whether a function goes to all passes at once: 64-bit products and the like in loops take several times as
 * long in the first text. Modular powers take 254 ms for 392, but JSON, a larger module, 896 for 849.
 */
const isWide = ({ module, tuning }: Program, { baseline }: Translated): boolean =>
  baseline?.wide === 'in loops' && codeLengthOf(module) < tuning.baseline.length

/** A text of the baseline translator stands where all helpers are: nobody asks which it uses. */
const unnamed: ReadonlySet<string> = new Set()

/** Translates one function, which suits, in one pass. `head` stands before it. */
export function translateFirst(program: Program, index: number, head: string): Translated {
  const { text, facts } = translateBaseline(program.source, index, head)
  return { text, helpers: unnamed, counts: undefined, baseline: facts }
}

/** The text of the baseline translator, where that is wanted and will do for a while. */
function baselineText(program: Program, index: number): Translated | undefined {
  const { heats, functions } = program
  if (!suitsFirst(program, index) || functions.find(index)?.isHot) return undefined
  const text = translateFirst(program, index, heats ? headOf(index) : '')
  return heats && isWide(program, text) ? undefined : text
}

const newText = (program: Program, index: number): Translated =>
  baselineText(program, index) ?? translate(program, index)

/** A function's text. */
export function translateOnce(program: Program, index: number): Translated {
  const state = program.functions.of(index)
  if (state.text === undefined) state.setText(under(program.interrupt, () => newText(program, index)))
  return state.text!
}

/**
 * Gives functions whose first text is slow, however long it runs, that of all passes, before texts are kept:
 * the next run begins with it. Nobody waits for a guest by then, so that nobody is asked.
 */
export function improveKept(program: Program): void {
  if (!program.heats) return
  for (const [index, { baseline }] of [...program.functions.texts()]) {
    if (baseline?.wide !== 'in loops') continue
    program.functions.of(index).heat()
    translateOnce({ ...program, interrupt: undefined }, index)
  }
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
