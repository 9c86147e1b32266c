// Products, that is, what can become of a function, each as the passes that it takes. They are done in the
// order of the list of all passes. Products that begin alike can be made one after the other: only what is
// missing is done then.

import type { PassName } from './index.js'

/** The passes that every function needs to be lowered. */
const words: readonly PassName[] = [
  'instrument',
  'split wide',
  'remove dead',
  'relax floats',
  'fit addresses',
]

const whole: readonly PassName[] = ['end at calls', 'instrument rounds', ...words, 'thread jumps']

export const products = {
  words,
  /** As it is. */
  whole,
  /** One that can be resumed, as the statements that it was written with. */
  structured: ['end at calls', 'structure', 'instrument rounds', ...words],
  /** The same as it was, for when it goes on. */
  unstructured: ['end at calls', 'instrument rounds', ...words],
  /** One that can be resumed, cut where that can happen. */
  resumed: ['end at calls', ...words, 'cut where resumed', 'instrument rounds late'],
  /** The first version of a huge one, which counts what it runs. */
  profiled: [...whole, 'insert counts', 'prepare profiled'],
  /** A huge one, cut by its counts or by its size. */
  cut: [...whole, 'insert counts', 'cut'],
  /** A function that goes on where the first version of a huge one is left. */
  'from an exit': [...whole, 'insert counts', 'enter at exit', 'count uses', 'cut'],
  /** A function that goes on at a loop, in the place of the interpreter. */
  'from a loop': [
    ...(['end at calls', 'keep operands', ...words] as const),
    ...(['enter loop', 'instrument rounds late', 'count uses'] as const),
  ],
  region: ['count uses'],
  /** A region that may be too large itself. */
  'cut region': ['count uses', 'cut'],
} satisfies Readonly<Record<string, readonly PassName[]>>

export type Product = keyof typeof products
