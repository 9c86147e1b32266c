// Control. A block is a labelled block and a jump to it a `break`; a loop is a labelled `for (;;)` that ends
// in `break`, and a jump to it a `continue`; a br_table is a `switch` of jumps. What a jump carries goes into
// the variables of the stack at the height of the label. A block that nobody leaves, and a loop that nobody
// repeats, are just what stands in them. Code that is not reached is skipped.

import { lastOf } from '../../src/engine/list.js'
import type { Instruction } from '../../src/wasm/binary/instructions.js'
import type { control } from '../../src/wasm/ops/control.js'
import type { Present } from '../../src/wasm/ops/index.js'
import { registers } from '../abi.js'
import { type Body, entryType } from './body.js'
import { callIndirectRule, callRule } from './calls.js'
import { conditionOf, type Entry, flags, kindOf, slotEntry } from './entry.js'
import type { Frame } from './frame.js'
import { beginLoop, besideLoops, endLoop as endRepeated, leaving } from './instrumented.js'
import { beginCut, carriedOut, endCut, leavesFunction, undoCut } from './loops.js'
import type { Repeated } from './repeated.js'
import type { Rule } from './rules.js'

// ---------------------------------------------------------------- frames

/** Opens a frame before which all entries but constants have their variables. */
function open(body: Body, kind: Frame['kind'], { blockType, condition = '' }: Opened): void {
  const { stack, frames } = body
  const { params, results } = blockType
  const height = stack.length - params.length
  body.settleAll()
  if (kind === 'loop') {
    body.around++
    for (let i = height; i < stack.length; i++) body.place(i)
    if (
      params.length === 0 &&
      results.length === 0 &&
      leavesFunction(body) &&
      body.stayed !== body.reader.position
    )
      beginCut(body)
    beginLoop(body)
  }
  const types = results.map(entryType)
  frames.push({
    kind,
    depth: frames.length,
    label: `L${frames.length}`,
    height,
    results: types,
    carried: kind === 'loop' ? params.map(entryType) : types,
    before: body.out,
    condition,
    entry: kind === 'if' ? stack.slice(height) : [],
    used: false,
    first: undefined,
    firstLive: false,
  })
  body.out = ''
}

interface Opened extends Pick<Instruction, 'blockType'> {
  readonly condition?: string
}

/** Puts the results of a frame that comes to its end where those of jumps to its label are. */
function placeResults(body: Body, { height, results }: Frame): void {
  for (let i = 0; i < results.length; i++) body.place(height + i)
}

/** The other arm of an `if` begins with the same operands. */
function beginOther(body: Body, frame: Frame): void {
  if (body.live) placeResults(body, frame)
  frame.first = body.out
  frame.firstLive = body.live
  body.out = ''
  body.live = true
  body.stack.length = frame.height
  body.stack.push(...frame.entry)
}

/** The text of an `if`. */
function ifText({ condition, first, label, used }: Frame, other: string): string {
  const text = other === '' ? `if(${condition}){${first}}` : `if(${condition}){${first}}else{${other}}`
  return used ? `${label}:${text}` : text
}

function endIf(body: Body, frame: Frame): void {
  if (frame.first === undefined) beginOther(body, frame)
  if (body.live) placeResults(body, frame)
  body.out = frame.before + ifText(frame, body.out)
  goOn(body, frame)
}

/** Goes on behind a frame with results in their variables. */
function goOn(body: Body, { height, results, used, firstLive }: Frame): void {
  body.live ||= used || firstLive
  body.stack.length = height
  if (body.live) for (const type of results) body.pushSlot(type)
}

function endBlock(body: Body, frame: Frame): void {
  if (frame.used) {
    if (body.live) placeResults(body, frame)
    body.out = `${frame.before}${frame.label}:{${body.out}}`
    goOn(body, frame)
  } else body.out = frame.before + body.out
}

function loopText({ out, live }: Body, { used, label }: Frame, loop: Repeated | undefined): string {
  const end = live ? 'break;' : ''
  if (loop === undefined) return used ? `${label}:for(;;){${out}${end}}` : out
  const { before, open, head, close, after } = loop.texts
  const repeated = used ? `${open}${label}:for(;;){${head}${out}${end}}${close}` : out
  return before + repeated + (used || live ? after : '')
}

/** Only the end of a loop leads out of it: its results stay as they are. */
function endLoop(body: Body, frame: Frame): void {
  body.around--
  body.hasLoops ||= frame.used
  const text = loopText(body, frame, endRepeated(body, frame))
  if (body.cut?.depth === frame.depth) endLoopFunction(body, frame, text)
  else body.out = frame.before + text
}

/** A loop that has to stay after all is read again. */
function endLoopFunction(body: Body, frame: Frame, text: string): void {
  const { exits, before } = body.cut!
  const call = endCut(body, text)
  if (call === undefined) {
    undoCut(body)
    body.out = frame.before
    body.stayed = before.position
    open(body, 'loop', { blockType: { params: [], results: [] } })
    return
  }
  const ways = exits.map((exit, i) => `if(x===${i + 1}){${leaving(body, exit.depth)}${behindLoop(exit)}}`)
  body.out = frame.before + besideLoops(body, call) + ways.join('')
}

/** Goes on to a frame around a loop that has been cut out: what is carried is there. */
function behindLoop(frame: Frame): string {
  const { kind, carried, label } = frame
  if (kind === 'function') return carried.length === 0 ? 'return;' : 'return V0;'
  frame.used = true
  return `${jumps[kind]} ${label};`
}

function endFunction(body: Body): void {
  if (body.live) returnResults(body)
  body.live = false
}

const ends: Readonly<Record<Frame['kind'], (body: Body, frame: Frame) => void>> = {
  function: endFunction,
  block: endBlock,
  loop: endLoop,
  if: endIf,
}

// ---------------------------------------------------------------- jumps

/**
 * The words of all results: the first is returned, the others stand in the registers of their kinds. A loop
 * that is cut out has its caller return.
 */
function returnText(body: Body, entries: readonly Entry[]): string {
  const { cut, frames } = body
  let text = leaving(body, 0)
  let first = ''
  let count = 0
  for (const entry of entries) {
    const words = entry.type === 'i64' ? [entry.text, entry.high] : [entry.text]
    for (const word of words) {
      if (count === 0) first = word
      else text += `${registers[kindOf[entry.type]]}[${count}]=${word};`
      count++
    }
  }
  if (cut !== undefined) return `${text}${count === 0 ? '' : `V0=${first};`}${cut.leave(frames[0]!)}`
  return count === 0 ? 'return;' : `${text}return ${first};`
}

/** A return evaluates the first word last: what traps of several comes before. */
function settleReturned(body: Body): void {
  const { results } = body.type
  const below = results.length > 1 ? 0 : results.length
  body.settleWhere(flags.trap, body.stack.length - below)
}

function returnResults(body: Body): void {
  settleReturned(body)
  const { length } = body.type.results
  body.out += returnText(body, length === 0 ? [] : body.stack.slice(-length))
}

/** A jump to the label: the text of some assignments and the jump. */
function jumpText(body: Body, frame: Frame): string {
  const { kind, carried, height } = frame
  const { stack, out } = body
  if (kind === 'function') return returnText(body, carried.length === 0 ? [] : stack.slice(-carried.length))
  const jump = toLabel(body, frame)
  if (carried.length === 0) return jump
  body.out = ''
  const from = stack.length - carried.length
  carried.forEach((type, i) => body.assign(slotEntry(type, height + i), stack[from + i]!))
  const assigned = body.out
  body.out = out
  return assigned + jump
}

/** The jump itself, which may lead out of a loop that is cut out. */
function toLabel(body: Body, frame: Frame): string {
  const { cut } = body
  const left = leaving(body, frame.depth)
  if (cut !== undefined && frame.depth < cut.depth) {
    carriedOut(cut, frame)
    return left + cut.leave(frame)
  }
  frame.used = true
  return `${left}${jumps[frame.kind as keyof typeof jumps]} ${frame.label};`
}

const jumps = { block: 'break', if: 'break', loop: 'continue' } as const

const frameAt = ({ frames }: Body, depth: number): Frame => frames[frames.length - 1 - depth]!

/** Before a jump, which discards what lies below: what traps has been evaluated by then. */
function settleBefore(body: Body, { kind, carried }: Frame): void {
  if (kind === 'function') settleReturned(body)
  else body.settleWhere(flags.trap, body.stack.length - carried.length)
}

/** Cases with one target stand together; the last label is the default. */
function switchText(body: Body, index: Entry, labels: ArrayLike<number>): string {
  const cases = new Map<number, string>()
  const last = labels.length - 1
  for (let i = 0; i < last; i++) {
    const depth = labels[i]!
    if (depth !== labels[last]) cases.set(depth, `${cases.get(depth) ?? ''}case ${i}:`)
  }
  let text = ''
  for (const [depth, heads] of cases) text += heads + jumpText(body, frameAt(body, depth))
  return `switch(${index.text}){${text}default:${jumpText(body, frameAt(body, labels[last]!))}}`
}

export const controlRules: Readonly<Record<Present<typeof control>, Rule>> = {
  nop: () => undefined,
  unreachable: body => {
    body.settleWhere(flags.trap)
    body.out += 'unreachable();'
    body.stop()
  },
  block: (body, { blockType }) => open(body, 'block', { blockType }),
  loop: (body, { blockType }) => open(body, 'loop', { blockType }),
  if: (body, { blockType }) => {
    const condition = conditionOf(body.pop())
    open(body, 'if', { blockType, condition })
  },
  else: body => beginOther(body, lastOf(body.frames)!),
  end: body => {
    const frame = body.frames.pop()!
    ends[frame.kind](body, frame)
    if (!body.live && frame.kind !== 'function') body.stack.length = lastOf(body.frames)!.height
  },
  br: (body, { index }) => {
    const frame = frameAt(body, index)
    settleBefore(body, frame)
    body.out += jumpText(body, frame)
    body.stop()
  },
  br_if: (body, { index }) => {
    const condition = conditionOf(body.pop())
    const frame = frameAt(body, index)
    body.settleWhere(flags.trap)
    const text = jumpText(body, frame)
    const isOne = text.indexOf(';') === text.length - 1
    body.out += isOne ? `if(${condition})${text}` : `if(${condition}){${text}}`
  },
  br_table: (body, { labels }) => {
    const index = body.pop()
    body.settleWhere(flags.trap)
    body.out += switchText(body, index, labels)
    body.stop()
  },
  return: body => {
    returnResults(body)
    body.stop()
  },
  call: callRule,
  call_indirect: callIndirectRule,
}
