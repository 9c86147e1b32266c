// Effects: all that a node may do besides computing its result, as bits; and the question, may two nodes
// change places? Each kind of state has a bit for reading and one, twice as large, for writing. `trap` counts
// as reading everything: a trap must not move before a write that precedes it, nor behind one that follows.
//
// The first trap is what the caller sees, so two of them must not change places either; unless both are
// accesses to memory out of bounds, which look alike: these have the first bit of `trap` only, `access`.

import type { Effect } from '../../src/wasm/ops/define.js'

/** The bits of `Node.effect`. */
export const Effects = {
  access: 1,
  trap: 3,
  getMemory: 4,
  setMemory: 8,
  getGlobal: 16,
  setGlobal: 32,
  getTable: 64,
  setTable: 128,
  getHeap: 256,
  setHeap: 512,
  getResult: 1024,
  setResult: 2048,
  control: 4096,
  /** Of an access to memory: its effective address is less than 2^32, or it does not matter what it does. */
  fits: 8192,
  call: 0x1fff & ~4096,
} as const

const writes = Effects.setMemory | Effects.setGlobal | Effects.setTable | Effects.setHeap | Effects.setResult
const visible = (writes & ~Effects.setResult) | Effects.control
const { access, trap, getMemory, setMemory, getGlobal, setGlobal, getTable, setTable, getHeap, setHeap } =
  Effects

/** The effects that must not change places with an access to memory. */
const seen = visible | (trap & ~access)

/** Bits of the effects in the instruction table. Locals are variables here, and tracked by name. */
export const effectBits: Readonly<Record<Effect, number>> = {
  none: 0,
  trap,
  load: access | getMemory,
  store: access | setMemory,
  memory: access | getMemory | setMemory,
  'get local': 0,
  'set local': 0,
  'get global': getGlobal,
  'set global': setGlobal,
  'get table': trap | getTable,
  'set table': trap | setTable,
  'get heap': trap | getHeap,
  'set heap': trap | setHeap,
  call: Effects.call,
  control: Effects.control,
}

/** Whether the order of two nodes with these effects can be seen. */
export function conflict(first: number, second: number): boolean {
  if (first === 0 || second === 0) return false
  if (first & access && second & seen) return true
  if (second & access && first & seen) return true
  const written = ((first & writes) >> 1) | (first & writes)
  if (written & second) return true
  return (((second & writes) >> 1) & first) !== 0
}

const reads = Effects.getMemory | getGlobal | getTable | getHeap | Effects.getResult

/** Whether nobody notices if a node with this effect is not done. */
export const isRemovable = (effect: number): boolean => (effect & ~reads) === 0
