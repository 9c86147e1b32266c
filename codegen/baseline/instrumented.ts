// Instruments in the text of a function (../js/texts.ts): they have statements put at its head and around its
// loops, and before each jump that leaves one, and other functions in the place of instructions.
//
//   k=ticks;K3:for(;;){…L3:for(;;){if(k<0)continue K3; … ticks=k;return l2; … break;}break;}ticks=k;
//
// A loop that is made a function of its own (loops.ts) is no part of those around it: they set down before
// its call what they have in variables, and take it up behind.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import type { Cost, InsteadText, LoopTexts, Texts } from '../js/texts.js'
import type { Body } from './body.js'
import type { Frame } from './frame.js'
import type { Repeated } from './repeated.js'

type TextName = Exclude<keyof LoopTexts, 'variables'>

/** The texts of several instruments for a loop: those that come later stand within the earlier. */
function join(all: readonly LoopTexts[]): Required<LoopTexts> {
  const inward = (name: TextName): string => all.map(texts => texts[name] ?? '').join('')
  const outward = (name: TextName): string =>
    all
      .map(texts => texts[name] ?? '')
      .reverse()
      .join('')
  return {
    variables: all.flatMap(({ variables = [] }) => variables),
    before: inward('before'),
    open: inward('open'),
    head: inward('head'),
    close: outward('close'),
    after: outward('after'),
    leave: outward('leave'),
    setDown: outward('setDown'),
    takeUp: inward('takeUp'),
  }
}

/** Notes that a loop begins: its code is where the reader is, and its frame is about to be opened. */
export function beginLoop(body: Body): void {
  const cost = body.places?.loops.get(body.reader.position)
  if (cost === undefined) return
  const { frames, cut, loop: around } = body
  const depth = frames.length
  const outer = cut?.depth === depth ? undefined : around
  const loop = { ...cost, outer, label: `K${depth}`, depth, around }
  const texts = join(body.texts.map(texts => texts.loop?.(loop) ?? {}))
  for (const name of texts.variables) body.variables.names.add(name)
  body.loop = { ...loop, texts }
}

/** A loop ends; gives what there was for it. */
export function endLoop(body: Body, { depth }: Frame): Repeated | undefined {
  const { loop } = body
  if (loop?.depth !== depth) return undefined
  body.loop = loop.around
  return loop
}

/**
 * The statements before a jump to a frame, which may leave loops of the function that is being made.
 * @param to how many frames are around that frame
 */
export function leaving({ loop, cut }: Body, to: number): string {
  let text = ''
  const least = Math.max(to, (cut?.depth ?? 0) - 1)
  for (let left = loop; left !== undefined && left.depth > least; left = left.around) text += left.texts.leave
  return text
}

/** A call of a loop that is a function, as the loops around it make it. */
export function besideLoops({ loop }: Body, call: string): string {
  let text = call
  for (let around = loop; around !== undefined; around = around.around)
    text = around.texts.setDown + text + around.texts.takeUp
  return text
}

/** The function that does an instruction in the place of what would, if an instrument has one. */
export function insteadOf({ texts }: Body, instruction: Instruction): InsteadText | undefined {
  for (const { instead } of texts) {
    const found = instead?.[instruction.row.name]?.(instruction)
    if (found !== undefined) return found
  }
  return undefined
}

/** The statements at the head of a function. */
export const headText = (texts: readonly Texts[], index: number, cost: Cost): string =>
  texts.map(({ head }) => head?.(index, cost) ?? '').join('')
