// The state of a function while its text is made: the operand stack, the statements so far, and what the
// function needs. The rules for what may stay delayed are here:
//
//   - What reads goes into its variable before anything is written that it reads; what may trap before
//     anything that is seen from outside, and before a younger trap. Nothing else can tell when an entry is
//     evaluated.
//   - An entry at height 5 names variables of the stack from `s5` upwards: it was made of what stood there.
//     So before `s5` is written, entries below that name it go first.
//   - Before a statement that holds statements all entries but constants have their variables.

import { lastOf } from '../../src/engine/list.js'
import type { InstructionReader } from '../../src/wasm/binary/instructions.js'
import { type FuncType, isRef, type ValueType } from '../../src/wasm/types.js'
import { wordName } from '../abi.js'
import type { Texts } from '../js/texts.js'
import { type ModuleFacts, newestViewName, viewName } from '../js/variables.js'
import { bounds, type LoopCutting } from '../tiers/tuning.js'
import type { Cut, Loops, Variables } from './cut.js'
import { bitOf, Entry, type EntryType, flags, int, slotEntry } from './entry.js'
import type { Frame } from './frame.js'
import type { Places } from './places.js'
import type { Repeated } from './repeated.js'

const { baselineDepth: mostDepth } = bounds

/** Stands where the views of memories are read again. */
export const refresh = '\x01'

export class Body {
  readonly stack: Entry[] = []
  readonly frames: Frame[] = []
  /** The statements of the innermost frame so far. */
  out = ''
  /** Whether the end of `out` is reached. */
  live = true
  /** How many loops there are around the code that is being read. */
  around = 0
  /** Whether any loop is repeated. */
  hasLoops = false
  /** Whether any function is called. */
  calls = false
  /** How many helpers of 64-bit arithmetic are called, and in loops. */
  wide = 0
  wideInLoops = 0
  /** Of the function, or of the loop that is being made one. */
  variables: Variables = { names: new Set(), views: new Set() }
  /** The loop that is being made a function. */
  cut: Cut | undefined = undefined
  /** The functions that loops have become. */
  readonly functions: string[] = []
  /** Where the code begins of a loop that has to stay, though it is of such a size. */
  stayed = -1
  /** The loops of a function that is large. */
  loops: Loops | undefined = undefined
  /** Where instruments do something, if there are any, and the loop that they are in. */
  places: Places | undefined = undefined
  loop: Repeated | undefined = undefined

  readonly facts: ModuleFacts
  readonly reader: InstructionReader
  /** The function's name, and its length in bytes. */
  readonly called: string
  readonly length: number
  readonly cutting: LoopCutting
  /** Whether a function is called by its number: other tiers put one version after the other there. */
  readonly isFar: (index: number) => boolean
  /** The texts of instruments. */
  readonly texts: readonly Texts[]

  constructor(
    given: Pick<Body, 'facts' | 'reader' | 'called' | 'length' | 'cutting' | 'isFar' | 'texts'>,
    readonly type: FuncType,
    readonly localTypes: readonly Entry['type'][],
  ) {
    this.facts = given.facts
    this.reader = given.reader
    this.called = given.called
    this.length = given.length
    this.cutting = given.cutting
    this.isFar = given.isFar
    this.texts = given.texts
  }

  push(entry: Entry): void {
    this.stack.push(entry)
    if (entry.depth > mostDepth) this.settle(this.stack.length - 1)
  }

  pop(): Entry {
    return this.stack.pop()!
  }

  /** Takes the topmost entries, the deepest first. */
  popMany(count: number): Entry[] {
    return count === 0 ? [] : this.stack.splice(this.stack.length - count, count)
  }

  /** Puts the entry at a height into its variable, unless it is there or a constant. */
  settle(height: number): void {
    if ((this.stack[height]!.flags & flags.constant) === 0) this.place(height)
  }

  /** Puts the entry at a height into its variable, constants as well. */
  place(height: number): void {
    const entry = this.stack[height]!
    const slot = slotEntry(entry.type, height)
    if (entry === slot) return
    this.vacate(height)
    if (entry.flags & flags.trap) this.settleWhere(flags.trap, height)
    this.assign(slot, entry)
    this.stack[height] = slot
  }

  /** Settles all entries below a height that have one of these flags. */
  settleWhere(some: number, height = this.stack.length): void {
    const { stack } = this
    for (let i = 0; i < height; i++) if (stack[i]!.flags & some) this.settle(i)
  }

  /** Settles all entries. */
  settleAll(): void {
    for (let i = 0; i < this.stack.length; i++) this.settle(i)
  }

  /** Settles the entries that name a local. */
  settleLocal(index: number): void {
    const { stack } = this
    const bit = bitOf(index)
    for (let i = 0; i < stack.length; i++) if (stack[i]!.locals & bit) this.settle(i)
  }

  /** The variable at a height is about to be written: entries below that name it are settled. */
  vacate(height: number): void {
    const { stack } = this
    const bit = bitOf(height)
    const below = Math.min(height, stack.length)
    for (let i = 0; i < below; i++) {
      const entry = stack[i]!
      if (entry.slots & bit && entry !== slotEntry(entry.type, i)) this.settle(i)
    }
  }

  /** Puts what is named twice into its variable, and what traps. */
  name(height: number): Entry {
    if ((this.stack[height]!.flags & flags.leaf) === 0) this.settle(height)
    return this.stack[height]!
  }

  /** Writes an entry into a variable, of the stack or a local. */
  assign(to: Entry, value: Entry): void {
    const { text, high } = value
    this.declare(to)
    if (to.type !== 'i64') {
      if (text !== to.text) this.out += `${to.text}=${text};`
      return
    }
    const names = (value.locals & to.locals) | (value.slots & to.slots)
    if (text === to.text) {
      if (high !== to.high) this.out += `${to.high}=${high};`
    } else if (names === 0) this.out += `${to.text}=${text};${to.high}=${high};`
    else {
      this.variables.names.add('t')
      this.out += `t=${high};${to.text}=${text};${to.high}=t;`
    }
  }

  /** Sees that a variable of the stack is declared. */
  declare({ type, text, high, slots }: Entry): void {
    if (slots === 0) return
    this.variables.names.add(text)
    if (type === 'i64') this.variables.names.add(high)
  }

  /** The variable for a value that is about to be pushed, which nobody names any more. */
  target(type: Entry['type'], height = this.stack.length): Entry {
    this.vacate(height)
    const slot = slotEntry(type, height)
    this.declare(slot)
    return slot
  }

  /** Pushes what has just been written into its variable. */
  pushSlot(type: Entry['type']): void {
    this.stack.push(slotEntry(type, this.stack.length))
  }

  /** Adds a statement of which nothing is seen outside but that it may trap. */
  run(text: string, entry: Entry): void {
    if (entry.flags & flags.trap) this.settleWhere(flags.trap)
    this.out += `${text};`
  }

  /** Before a statement whose effect is seen outside: what reads or traps comes first. */
  before(some: number = flags.memory | flags.global | flags.trap): void {
    this.settleWhere(some)
  }

  /** Code that follows in this frame is not reached. */
  stop(): void {
    this.live = false
    this.stack.length = lastOf(this.frames)!.height
  }
}

/** A result of one word that its text says all about. */
export function made(type: Entry['type'], text: string, ...operands: readonly Entry[]): Entry {
  const entry = new Entry(type, text)
  for (const operand of operands) entry.takes(operand)
  return entry
}

/** Reads the views again that the function has, and that may have changed. */
export const refreshText = ({ variables, facts }: Body): string =>
  Array.from(variables.views, index =>
    facts.fixed[index] ? '' : `${viewName(index)}=${newestViewName(index)};`,
  ).join('')

/** The type of an entry for a value. */
export const entryType = (type: ValueType): EntryType => (isRef(type) ? 'ref' : (type as EntryType))

/** The zero of a type, as a local begins. */
export const firstValue = (type: Entry['type']): string => (type === 'ref' ? 'null' : int(0).text)

/** A variable of the stack, or another, with its first value. */
export const firstOf = (name: string): string => `${name}=${firstValue(name.startsWith('r') ? 'ref' : 'i32')}`

/** The words of an entry, as arguments. */
export const wordsText = (entry: Entry): string =>
  entry.type === 'i64' ? `${entry.text},${entry.high}` : entry.text

/** The names of the words of a local. */
export const localNames = (type: Entry['type'], index: number): readonly string[] =>
  type === 'i64' ? [`l${index}`, wordName(`l${index}`, 1)] : [`l${index}`]
