// A global is a box for the words of its value: an i64 has its low word in `word0` and its high word in
// `word1`, everything else is `word0` alone.

import type { GlobalType } from '../wasm/types.js'
import type { Words } from './values.js'

/** A global instance, section 4.2.9: its value in words. */
export class Global implements Words {
  word0: unknown
  word1: number
  /** Whether what JavaScript is shown of it is shown for a time only. */
  isLent = false

  constructor(
    readonly type: GlobalType,
    value: Words,
  ) {
    this.word0 = value.word0
    this.word1 = value.word1
  }

  get0(): unknown {
    return this.word0
  }

  set0(word: unknown): void {
    this.word0 = word
  }

  get1(): number {
    return this.word1
  }

  set1(word: unknown): void {
    this.word1 = word as number
  }
}
