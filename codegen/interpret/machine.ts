// What the interpreter works on: one stack for all its frames, and the instance whose function it is running.
//
// A frame is a row of slots of eight bytes: the locals, then the operands. A slot is seen as two words, low
// and high, or as a double. An i32 is the low word of its slot, an i64 both words; an f32 is carried as a
// double, just as generated code carries it (codegen/helpers/float.ts). Positions in a frame are counted in
// words, so that those of doubles are half of them; a frame begins at an even one.

import { trap } from '../helpers/trap.js'

/** Words in, first result word out, the others in the result registers. */
export type Code = (...words: never[]) => unknown

interface Memory {
  readonly view: DataView
  readonly bytes: Uint8Array
  readonly pages: number
  grow(delta: number): number
}

interface Table {
  readonly refs: readonly unknown[]
  readonly codes: readonly unknown[]
  readonly types: readonly number[]
}

interface Global {
  word0: unknown
  word1: unknown
}

/** An instance as the interpreter sees it. */
export interface Machine {
  readonly memory: Memory
  readonly tables: readonly Table[]
  readonly globals: readonly Global[]
  readonly data: Uint8Array[]
  /** The process-wide number of each type. */
  readonly types: readonly number[]
  /** The newest code of every function, imports first. */
  readonly codes: readonly Code[]
  /**
   * What goes on at the head of a loop in the place of the interpreter; nothing if there is no such thing,
   * or, with new rounds in the code, if it is too early.
   */
  door(fn: number, loop: number): Door | undefined
}

export interface Door {
  readonly code: Code
  /** Which words of the frame it is called with, as calls list them. */
  readonly words: readonly number[]
}

/** 64 K slots: what needs more is translated. */
const stackWords = 2 ** 17

const stack = new ArrayBuffer(stackWords * 4)

/** The words of the stack. */
export const I = new Int32Array(stack)
/** The same bytes as doubles. */
export const F = new Float64Array(stack)

const nowhere = new Proxy({} as Machine, { get: () => trap('no instance is running') })

/** Whose function is running. */
export let machine: Machine = nowhere
/** Where the next frame begins. */
let top = 0

/** Whether there is room for a frame. */
export const hasRoom = (words: number): boolean => top + words <= stackWords

/** Makes a frame for a function of an instance; gives its position. */
export function push(owner: Machine, words: number): number {
  const frame = top
  machine = owner
  top += words
  return frame
}

/** Goes back to the instance that was running before `frame` was made. */
export function pop(frame: number, before: Machine): void {
  machine = before
  top = frame
}

/** The value of a word: of a position in the frame, doubled, and 1 more for a double. */
export const read = (word: number, f: number): number =>
  word & 1 ? F[(f + (word >> 1)) >> 1]! : I[f + (word >> 1)]!

export function write(word: number, f: number, value: number): void {
  if (word & 1) F[(f + (word >> 1)) >> 1] = value
  else I[f + (word >> 1)] = value
}
