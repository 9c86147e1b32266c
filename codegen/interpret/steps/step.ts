// A step of the interpreter, and how a function comes to its end.

/**
 * Does one instruction: `c` is the code, `p` the position of the instruction in it, `f` the frame; gives
 * the position of the next one.
 */
export type Step = (c: Int32Array, p: number, f: number) => number

/** Code as a step calls it. */
export type Called = (...words: number[]) => unknown

/** How each step is done, by its number; bytecode.ts fills it. */
export const steps: Step[] = []

/** The next position of a function that has ended with a return, whose place this holds. */
export const returned = (at: number): number => ~at

/** Where the words of its results are listed: their number, and they. */
export const resultsAt = (end: number): number => ~end + 1

/** The next position where another function begins: the topmost one, at its first step. */
export const called = -2

/** The next position of a function that something else has ended for us; the result is `left`. */
export const gone = -1
export let left: unknown

export function leave(result: unknown): void {
  left = result
}
