// What one module is about. Random code hardly ever has the shape that an optimisation is for: of 18,416 functions made
// without emphases, 4,824 called themselves, 736 were small enough to be taken in by their callers, 196 of those had a
// loop and no br_table, and 62 read in it a parameter that they never wrote. So each module draws some of the families
// in `emphases`: each declares functions of its shape, and has statements for all the others.
import type { Random } from '../random.js'
import type { Types, Writer } from './writer.js'

/** A function that a family has. */
export interface Planned {
  readonly params: Types
  readonly results: Types
  /** How many bytes its body should have at the most; some attempts are made. */
  readonly most?: number
  /** Writes the body but for its last `end`; the results are on the stack then. */
  write(writer: Writer): void
}

export interface Emphasis {
  /** The functions of a module's own that are about this. */
  plan?(random: Random): readonly Planned[]
  /** Code for any function of such a module. */
  readonly statements: readonly ((writer: Writer) => void)[]
  /** Whether NaNs that arithmetic made are canonical at once, so that the bits of all others can be seen. */
  readonly showsBits?: boolean
  /** Whether the first table holds functions of the family's own. */
  readonly fillsTable?: boolean
  /** Whether most of what can go wrong goes wrong where functions are cut. */
  readonly isCut?: boolean
  /** Whether the memory should be able to grow. */
  readonly grows?: boolean
}
