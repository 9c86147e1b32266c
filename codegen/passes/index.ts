// All passes, in the order in which they go over a function. What becomes of a function decides which of
// them it needs (products.ts); the runner (run.ts) does those that apply, and lets whoever wants to look
// behind each one. A pass that is not `required` can be left out: the code comes out larger or slower, but
// right.

import { importedCount } from '../../src/wasm/module.js'
import { fitAddresses } from './address.js'
import { removeDead } from './dead.js'
import { insertChecks } from './deadline.js'
import { enterLoop, keepBelow } from './entry.js'
import { relaxFloats } from './float.js'
import { logCalls } from './logging.js'
import { insertCounts } from './split/count.js'
import { prepareProfiled, recount, splitHuge } from './split/index.js'
import { enterAtExit } from './split/osr.js'
import { splitResumable } from './split/resumable.js'
import { endAtCalls, findResumable, isSeparate } from './split/resume.js'
import { structureResumable } from './split/structure.js'
import { threadJumps } from './split/thread.js'
import type { Unit } from './unit.js'
import { splitWide } from './wide/index.js'

export interface Pass {
  /** What it does, in a sentence without a subject. */
  readonly does: string
  readonly required?: boolean
  /** Whether it has anything to do; without it, it always has. */
  readonly when?: (unit: Unit) => boolean
  /** What holds behind it: every node is of one word, and uses are counted. */
  readonly ensures?: 'words' | 'counts'
  /** What no longer holds behind it. */
  readonly breaks?: 'counts'
  run(unit: Unit): void
}

function cutWhereResumed(unit: Unit): void {
  const found = findResumable(unit.fn)
  if (found === undefined || !isSeparate(found)) return
  const { largest, tuning } = unit.asked
  const cut = splitResumable(found, largest, tuning.resuming)
  if (cut === undefined) return
  unit.fn = cut.whole
  unit.regions = cut.regions
  unit.isResumed = true
}

function enterAtLoop(unit: Unit): void {
  const entry = enterLoop(unit.fn, unit.asked.loop!)
  if (entry === undefined) return
  unit.fn = entry.fn
  unit.words = entry.words
}

export const passes = {
  'end at calls': {
    does: 'ends code behind a call that never returns 0, as of what panics',
    when: ({ found }) => found !== undefined,
    run: ({ found, asked }) => endAtCalls(found!, asked.panics),
  },
  structure: {
    does: 'gives a function that can be resumed back the loops and blocks it was written with',
    when: ({ found }) => found !== undefined,
    run: unit => {
      unit.isStructured = structureResumable(unit.found!)
    },
  },
  'keep operands': {
    does: 'keeps in locals what lies below a loop that is entered',
    run: ({ fn, asked }) => keepBelow(fn, asked.loop!),
  },
  'insert checks': {
    does: 'lets whatever repeats look at the clock',
    required: true,
    when: ({ asked }) => asked.deadline,
    run: ({ fn, module }) => insertChecks(fn, importedCount(module, 'func')),
  },
  'log calls': {
    does: 'tells listeners of calls and of memory that grows',
    required: true,
    when: ({ asked }) => asked.listening !== undefined,
    run: ({ fn, asked }) => logCalls(fn, asked.listening!),
  },
  'split wide': {
    does: 'makes words of what is wider than a JavaScript number',
    required: true,
    ensures: 'words',
    run: ({ fn }) => splitWide(fn),
  },
  'remove dead': {
    does: 'removes what nobody uses, and counts uses',
    required: true,
    ensures: 'counts',
    run: ({ fn }) => removeDead(fn),
  },
  'relax floats': {
    does: 'marks accesses of an f32 whose NaN bits do not matter',
    run: ({ fn }) => relaxFloats(fn),
  },
  'fit addresses': {
    does: 'marks accesses whose address cannot be too large for a word',
    run: ({ fn }) => fitAddresses(fn),
  },
  'enter loop': {
    does: 'makes of a function what goes on at the head of one of its loops',
    breaks: 'counts',
    run: enterAtLoop,
  },
  'cut where resumed': {
    does: 'cuts a function that can be resumed into regions, each entered at a number',
    breaks: 'counts',
    run: cutWhereResumed,
  },
  'insert checks late': {
    does: 'lets regions and entries look at the clock, whose loops have just come to be',
    required: true,
    breaks: 'counts',
    when: ({ asked, isResumed, words }) => asked.deadline && (isResumed || words !== undefined),
    run: ({ fn, regions, module }) => {
      for (const each of [fn, ...regions]) insertChecks(each, importedCount(module, 'func'))
    },
  },
  'thread jumps': {
    does: 'lets a state that is known go to the next one without a table',
    run: ({ fn }) => threadJumps(fn),
  },
  'insert counts': {
    does: 'counts how often each region of a huge function runs',
    breaks: 'counts',
    when: ({ asked }) => asked.counts,
    run: unit => {
      unit.places = insertCounts(unit.fn, unit.asked.tuning.outlining)
    },
  },
  'enter at exit': {
    does: 'makes of a function what goes on where its first version is left',
    breaks: 'counts',
    run: unit => {
      unit.fn = enterAtExit(unit.fn, unit.asked.exit!, unit.asked.tuning.exiting)
    },
  },
  'count uses': {
    does: 'counts uses anew, after nodes have moved between functions',
    required: true,
    ensures: 'counts',
    run: ({ fn }) => recount(fn),
  },
  'prepare profiled': {
    does: 'makes the first version of a huge function, which counts and can be left',
    ensures: 'counts',
    run: unit => {
      unit.regions = prepareProfiled(unit.fn, unit.asked)
    },
  },
  cut: {
    does: 'cuts what is larger than engines optimise',
    ensures: 'counts',
    run: unit => {
      const { largest, tuning, counted } = unit.asked
      unit.regions = splitHuge(unit.fn, { largest, tuning, counts: counted })
    },
  },
} satisfies Readonly<Record<string, Pass>>

export type PassName = keyof typeof passes
