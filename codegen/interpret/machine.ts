// The machine of the interpreter: one stack for all its frames, and the instance whose function it is
// running.
//
// A frame is a row of slots of eight bytes: constants, the locals, then the operands. A frame's position is
// that of its first local, so that those of its constants are negative. A slot is seen as two words, low
// and high, or as a double. An i32 is the low word of its slot, an i64 both words; an f32 is carried as a
// double, just as generated code carries it (codegen/helpers/float.ts). Positions in a frame are counted in
// words, so that those of doubles are half of them; a frame begins at an even one. A reference has a place
// beside the slot, in a bank for references alone: only functions that have any look at it.
//
// Where many interpreted functions have called one another, nothing more of the engine's own stack is taken:
// the caller and where it goes on are noted in a list, and the loop goes on with the callee.

import type { Code } from '../abi.js'
import { bounds } from '../tiers/tuning.js'
import type { Bytecode } from './bytecode.js'
import type { Hook } from './hooks.js'

/** A memory, as all code uses it. */
export interface Memory {
  readonly view: DataView
  readonly bytes: Uint8Array
  readonly pages: number
  /** The old number of pages, or -1. */
  grow(delta: number): number
}

/** A table, as all code uses it. Indices and counts arrive as signed words; they mean unsigned ones. */
export interface Table {
  readonly size: number
  readonly codes: readonly unknown[]
  readonly types: readonly number[]
  get(index: number): unknown
  set(index: number, ref: unknown): void
  grow(delta: number, ref: unknown): number
  fill(index: number, ref: unknown, count: number): void
  copy(source: Table, to: number, from: number, count: number): void
  init(segment: readonly unknown[], to: number, from: number, count: number): void
}

/** A global: how its words are read and written. */
export interface Global {
  get0(): unknown
  get1(): unknown
  set0(word: unknown): void
  set1(word: unknown): void
}

/** An instance as the interpreter sees it. */
export interface Machine {
  readonly memories: readonly Memory[]
  readonly tables: readonly Table[]
  readonly globals: readonly Global[]
  readonly data: Uint8Array[]
  /** Element segments; a dropped one is empty. */
  readonly elements: (readonly unknown[])[]
  /** The reference of a function of the instance. */
  refFunc(index: number): unknown
  /** The process-wide number of each type. */
  readonly types: readonly number[]
  /** The newest code of every function, imports first. */
  readonly codes: readonly Code[]
  /** By function index: what may be interpreted without asking, as long as it has calls left. */
  readonly bytecodes: readonly (Bytecode | undefined)[]
  /** The function whose code that is, if it has been interpreted. */
  readonly indices: ReadonlyMap<unknown, number>
  /**
   * The hooks of instruments at heads, and the code that they have in the place of instructions; by
   * numbers.
   */
  readonly hooks: readonly Hook[]
  readonly instead: readonly Code[]
  /**
   * The code that goes on at the head of a loop in the place of the interpreter; nothing if there is none,
   * or, with new rounds in the code, if it is too early.
   */
  osrEntry(fn: number, loop: number): OsrEntry | undefined
}

/** Code that goes on at a loop in the place of the interpreter. */
export interface OsrEntry {
  readonly code: Code
  /** Which words of the frame it is called with, as calls list them. */
  readonly words: readonly number[]
}

const stackWords = bounds.stackWords

const stack = new ArrayBuffer(stackWords * 4)

/** The words of the stack. */
export const I = new Int32Array(stack)
/** The same bytes as doubles. */
export const F = new Float64Array(stack)
/** References, one for each slot, as far as there are frames with any; null behind them. */
export const R: unknown[] = []

const empty = new ArrayBuffer(0)

/** The memory of an instance that has none. */
export const noMemory: Memory = {
  view: new DataView(empty),
  bytes: new Uint8Array(empty),
  pages: 0,
  grow: () => -1,
}

/** The machine that runs while none does. */
export const noMachine: Machine = {
  memories: [noMemory],
  tables: [],
  globals: [],
  data: [],
  elements: [],
  refFunc: () => null,
  types: [],
  codes: [],
  bytecodes: [],
  indices: new Map(),
  hooks: [],
  instead: [],
  osrEntry: () => undefined,
}

/** Whose function is running. */
export let machine: Machine = noMachine
/** The memory that steps work on. It is memory 0, but between the two steps that name another one. */
export let memory: Memory = noMemory
/** Its view; whatever may have made another one is followed by `look`. */
export let view = noMemory.view
/** Where the next frame begins. */
let top = 0

export const look = (): void => lookAt(0)

/** Turns to a memory; 0 is there always. */
export function lookAt(index: number): void {
  memory = machine.memories[index]!
  view = memory.view
}

const mostRunning = bounds.running

/** How many are running. */
export let depth = 0

/** Whether there is room for a frame. */
export const hasRoom = ({ constants, words }: Bytecode): boolean =>
  top + constants.length + words <= stackWords && depth < mostRunning

const mostEntered = bounds.entered

/** How many calls from other code are running. */
export let entered = 0

/** Whether there is room for a frame, and on the engine's stack for what runs it. */
export const mayEnter = (bytecode: Bytecode): boolean => entered < mostEntered && hasRoom(bytecode)

/** Where references may stand that have been left behind, at the most. */
let highest = 0

/** Makes room for the references of a frame; its locals begin as null. */
function pushReferences(frame: number, { words, zeros, locals }: Bytecode): void {
  while (R.length < (frame + words) >> 1) R.push(null)
  R.fill(null, (frame + zeros) >> 1, (frame + locals) >> 1)
  highest = Math.max(highest, frame + words)
}

/** Forgets the references of frames that are gone: they would keep what they mean alive. */
function forgetReferences(): void {
  R.fill(null, top >> 1, highest >> 1)
  highest = top
}

/** Makes a frame, whose locals that are no parameters are 0; gives its position. */
export function push(bytecode: Bytecode): number {
  const { constants, words, zeros, locals } = bytecode
  const below = constants.length
  for (let i = 0; i < below; i++) I[top + i] = constants[i]!
  const frame = top + below
  for (let i = frame + zeros; i < frame + locals; i++) I[i] = 0
  top = frame + words
  depth++
  if (bytecode.hasReferences) pushReferences(frame, bytecode)
  return frame
}

export function pop(frame: number, { constants }: Bytecode): void {
  top = frame - constants.length
  depth--
}

/** A function that has called another one, in the same loop. */
export interface Caller {
  readonly code: Int32Array
  readonly frame: number
  /** Where in the code the results of the call are listed. */
  readonly place: number
  /** The function that it calls, and its frame. */
  readonly callee: Bytecode
  readonly calleeFrame: number
}

/** The functions that wait so, outermost first. */
export const callers: Caller[] = []

/** A function, and the words that it is called with. */
interface Called {
  readonly bytecode: Bytecode
  readonly words: readonly unknown[]
}

/**
 * Runs a function of an instance with words, for which there must be room; see `hasRoom`. `work` does it, in
 * its frame.
 *
 * Whatever happens within, all is then as it was. The engine's stack may end at any call, so that nothing is
 * called for that: who catches the error and goes on would find another instance's memory. What is read of a
 * memory on the way has to be a property, no accessor.
 */
export function within(
  owner: Machine,
  { bytecode, words }: Called,
  work: (bytecode: Bytecode, frame: number) => unknown,
): unknown {
  const before = machine
  const calls = entered
  const outside = depth
  const waiting = callers.length
  const below = top
  try {
    machine = owner
    memory = owner.memories[0]!
    view = memory.view
    entered++
    const frame = push(bytecode)
    const { params } = bytecode
    for (let i = 0; i < params.length; i++) write(params[i]!, frame, words[i] as number)
    return work(bytecode, frame)
  } finally {
    top = below
    depth = outside
    callers.length = waiting
    entered = calls
    machine = before
    memory = before.memories[0]!
    view = memory.view
    if (highest > top) forgetReferences()
  }
}

/**
 * Where bytecode counts the rounds of its loops, and the calls, that are left to it; and where it names
 * itself.
 */
export const roundsLeft = 0
/** Where a function's budget of calls stands in its counts; the ones beside it likewise. */
export const callsLeft = 1
export const functionIndex = 2

/** The value of a word, as bytecode names it (`frameWord`): of a place in the frame, of a kind. */
export const read = (word: number, f: number): number => (word & 1 ? readOther(word, f) : I[f + (word >> 1)]!)

/** A reference is no number to anybody but those who list words. */
const readOther = (word: number, f: number): number => {
  const at = (f + (word >> 1)) >> 1
  return word & 2 ? (R[at] as number) : F[at]!
}

/**
 * The values of several words, for a call. V8 would keep a list of numbers alone as doubles, and make
 * signalling NaNs quiet when it puts them there, so that it begins as a list of something else.
 */
export function readAll(words: ArrayLike<number>, f: number): readonly number[] {
  const values: unknown[] = Array.from(words, () => undefined)
  for (let i = 0; i < words.length; i++) values[i] = read(words[i]!, f)
  return values as number[]
}

export function write(word: number, f: number, value: number): void {
  if ((word & 1) === 0) I[f + (word >> 1)] = value
  else if (word & 2) R[(f + (word >> 1)) >> 1] = value
  else F[(f + (word >> 1)) >> 1] = value
}

/** Copies a word from one frame to another. */
export function copy(from: number, f: number, to: number, g: number): void {
  const source = f + (from >> 1)
  const target = g + (to >> 1)
  I[target] = I[source]!
  if ((from & 1) === 0) return
  if (from & 2) R[target >> 1] = R[source >> 1]
  else I[target + 1] = I[source + 1]!
}
