// Two questions about the control structure of a body, answered from its bytes before nodes are built.
//
// Is a `block` the outermost of a ladder? Compilers write a switch as nested blocks, all opened at one place,
// with a br_table innermost; the code of a case follows the `end` that its label closes:
//
//   block $c  block $b  block $a  local.get 0  br_table $a $b $c  end (a) end (b) end (c)
//
// Folded into one JavaScript `switch` it nests one level instead of hundreds.
//
// How high is each control instruction, that is, how deeply do others nest within it? JavaScript parsers give
// up at some hundreds of levels, so what is higher than `maxHeight` is not printed as nested statements but
// as the cases of a dispatch. A ladder counts as one level. Only functions that nest deeply are asked.

import { lastOf } from '../../src/engine/list.js'
import { InstructionReader } from '../../src/wasm/binary/instructions.js'
import type { Body, Module } from '../../src/wasm/module.js'
import { bounds } from '../tiers/tuning.js'

/** Levels of control that are printed as nested statements. V8's parser fails near 1,000. */
export const maxHeight = bounds.height

/**
 * In a function that has such a dispatch, blocks and ifs that stand in no statement become cases of it too if
 * they are higher than this: above all the tables of state machines. Jumps from case to case can be led past
 * such a table (passes/dispatch/thread.ts), and cases that never run are cut off one by one.
 */
export const lowHeight = bounds.heightInDispatchLoop

const shortestLadder = bounds.shortestLadder

const opcodeBlock = 0x02
const emptyType = 0x40

export interface Ladders {
  /** How many blocks fold into one dispatch, from the block whose opcode is at `at`; 0: none. */
  lengthAt(at: number): number
}

/** Blocks without types opened in a row, counted from the opcode at `at`. */
function runLength(bytes: Uint8Array, at: number): number {
  let length = 0
  while (bytes[at + 2 * length] === opcodeBlock && bytes[at + 2 * length + 1] === emptyType) length++
  return length
}

/** The outermost label, below `limit`, of a br_table that straight-line code at `start` leads to; or -1. */
function outermostTarget(reader: InstructionReader, start: number, limit: number): number {
  reader.position = start
  for (;;) {
    const { row, labels } = reader.next()
    if (row.name === 'br_table') {
      let outermost = -1
      for (const label of labels) if (label < limit && label > outermost) outermost = label
      return outermost
    }
    if (row.effect === 'control') return -1
  }
}

export function findLadders(module: Module): Ladders {
  const reader = new InstructionReader(module)
  // The latest run of blocks looked at: it is asked about block by block, and answered once.
  let runStart = -1
  let runEnd = -1
  let ladderStart = -1
  let ladderLength = 0
  return {
    lengthAt(at) {
      if (at < runStart || at >= runEnd) {
        const length = runLength(module.bytes, at)
        if (length < shortestLadder) return 0
        runStart = at
        runEnd = at + 2 * length
        ladderLength = outermostTarget(reader, runEnd, length) + 1
        ladderStart = ladderLength < shortestLadder ? -1 : runEnd - 2 * ladderLength
      }
      return at === ladderStart ? ladderLength : 0
    },
  }
}

/** Heights of a body's control instructions, in the order of their opcodes. */
export function measureHeights(module: Module, body: Body, ladders: Ladders): Uint32Array {
  const heights: number[] = []
  const open: number[] = []
  const members: boolean[] = []
  const reader = new InstructionReader(module)
  reader.position = body.start
  let inLadder = 0
  while (reader.position < body.end) {
    const { row, at } = reader.next()
    if (row.name === 'end') {
      const index = open.pop()
      if (index === undefined) break
      const height = heights[index]! + (members.pop() ? 0 : 1)
      heights[index] = height
      const parent = lastOf(open)
      if (parent !== undefined && heights[parent]! < height) heights[parent] = height
    } else if (row.immediates[0] === 'block type') {
      const length = inLadder > 0 ? 0 : ladders.lengthAt(at)
      members.push(inLadder > 0)
      inLadder = length > 0 ? length - 1 : Math.max(0, inLadder - 1)
      open.push(heights.length)
      heights.push(0)
    }
  }
  return Uint32Array.from(heights)
}
