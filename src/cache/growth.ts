// Whether a run has brought so much that it is worth keeping.

import type { Program } from '../../codegen/index.js'
import { countTexts, type Entry } from './entry.js'

/** Whether a function that had a first text, or was profiled, is optimised by now. */
const isProven = ({ functions }: Program, translated: Entry['translated']): boolean =>
  [...translated].some(
    ([index, { baseline, counts }]) =>
      (baseline !== undefined || counts !== undefined) && functions.find(index)?.stage === 'optimised',
  )

/** Less than a twentieth more than what an entry has is not worth keeping it all again. */
export const hasGrown = (
  program: Program,
  { translated, called }: Pick<Entry, 'translated' | 'called'>,
): boolean =>
  isProven(program, translated) ||
  program.functions.promotions > called.size * 1.05 ||
  countTexts(new Map(program.functions.texts())) > countTexts(translated) * 1.05
