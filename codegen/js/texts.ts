// Texts that instruments (passes/instrument.ts) have for a translator that makes text of bytes, without
// nodes: it asks at the same places.

/** JavaScript for a translator without nodes, where it asks for it; nothing where nothing is to be done. */
export interface Texts {
  /** Statements at the head of a function, of which a call takes so many ticks. */
  head?(fn: number, weight: number): string
  /** Statements at the head of a loop, of which a round takes so many. */
  loop?(fn: number, weight: number): string
  /** The function that is called in the place of another. */
  call?(index: number): string | undefined
  /** The function that is called in the place of a memory's `grow`, with its number and how many pages. */
  grow?(memory: number): string | undefined
}
