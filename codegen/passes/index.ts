// All passes, in the order in which they go over a function. What becomes of a function decides which of
// them it needs (products.ts); the runner (run.ts) does those that apply, and lets whoever wants to look
// behind each one. A pass that is not `required` can be left out: the code comes out larger or slower, but
// right.

import { fitAddresses } from './address.js'
import { recount, removeDead } from './dead.js'
import { threadJumps } from './dispatch/thread.js'
import { enterAtExit } from './entry/exits.js'
import { enterLoop, keepBelow } from './entry/loop.js'
import { relaxFloats } from './float.js'
import { type Instrument, instrument } from './instrument.js'
import { insertCounts } from './outline/count.js'
import { prepareProfiled, splitHuge } from './outline/index.js'
import { splitResumable } from './resume/resumable.js'
import { endAtCalls, findResumable, isSeparate } from './resume/resume.js'
import { structureResumable } from './resume/structure.js'
import type { Unit } from './unit.js'
import { splitWide } from './wide/index.js'

/** One pass: what it does, when, and what holds behind it. */
export interface Pass {
  /** A sentence without a subject that says what the pass does. */
  readonly does: string
  readonly required?: boolean
  /** Whether it has anything to do; without it, it always has. */
  readonly when?: (unit: Unit) => boolean
  /** A property that holds behind it: every node is of one word, or uses are counted. */
  readonly ensures?: 'words' | 'counts'
  /** A property that no longer holds behind it. */
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

const instrumentsOver = (over: Instrument['over'], { asked }: Unit): readonly Instrument[] =>
  asked.instruments.filter(instrument => instrument.over === over)

/** All passes, by name, in their order. */
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
  'instrument rounds': {
    does: 'lets instruments rewrite whatever repeats',
    required: true,
    when: unit => instrumentsOver('rounds', unit).length > 0,
    run: unit => instrument(instrumentsOver('rounds', unit), unit.fn, unit.module),
  },
  instrument: {
    does: 'lets instruments rewrite instructions, as calls',
    required: true,
    when: unit => instrumentsOver('instructions', unit).length > 0,
    run: unit => instrument(instrumentsOver('instructions', unit), unit.fn, unit.module),
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
    run: ({ fn }) => void removeDead(fn),
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
  'instrument rounds late': {
    does: 'lets instruments rewrite regions and entries, whose loops have just come to be',
    required: true,
    breaks: 'counts',
    when: unit => instrumentsOver('rounds', unit).length > 0 && (unit.isResumed || unit.words !== undefined),
    run: unit => {
      const found = instrumentsOver('rounds', unit)
      for (const each of [unit.fn, ...unit.regions]) instrument(found, each, unit.module)
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
    run: ({ fn }) => void recount(fn),
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
