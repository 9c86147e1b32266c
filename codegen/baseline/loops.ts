// Loops as functions of their own. V8 compiles functions: of a large one all that has run, for each loop
// that it enters in the middle, and again behind each loop, of which it knew nothing by then. So loops leave
// large functions, the outermost that are not too large themselves:
//
//   function f5L1(l1,l4,l6){var s0=0,x=0,D0=H0.view;
//     E:{L3:for(;;){ … x=1;break E; … continue L3; … break;}}
//     R0=l4;R1=l6;return x;}
//   … x=f5L1(l1,l4,l6);l4=R0;l6=R1;D0=H0.view;if(x===1){break L2;} …
//
// It is given the words that it names, and leaves those that it writes in variables of the closure, which are
// read at once; what it returns is the way that it was left by. A return leaves its first word in `V0`.
// What a jump carries to a block around the loop counts as written. How much is passed turns out at the end:
// if it is too much, the loop is read again and stays.

import type { InstructionReader } from '../../src/wasm/binary/instructions.js'
import type { Body as Code } from '../../src/wasm/module.js'
import { newestViewName, viewName } from '../js/variables.js'
import { bounds, type LoopCutting } from '../tiers/tuning.js'
import { type Body, firstOf, localNames, refresh, refreshText } from './body.js'
import { Cut, type Loops } from './cut.js'
import { type Entry, slotEntry } from './entry.js'
import type { Frame } from './frame.js'

const { loopWordsPassed: mostPassed, loopWordsWritten: mostWritten } = bounds

const loopNames = [...Array.from({ length: mostWritten }, (_, i) => `R${i}`), 'V0']

/** The variables of the closure by which words come back. */
export const loopLines = [`var ${loopNames.map(name => `${name} = 0`).join(', ')};`]

/** Finds the loops of a function that is so large that some of them are cut out. */
export function findLoops(reader: InstructionReader, code: Code, { from }: LoopCutting): Loops | undefined {
  const { start, end } = code
  if (end - start < from) return undefined
  const loops = new Map<number, number>()
  const open: number[] = []
  reader.position = start
  while (reader.position < end) {
    const { name, immediates } = reader.next().row
    if (name === 'loop') open.push(reader.position)
    else if (immediates[0] === 'block type') open.push(-1)
    else if (name === 'end') {
      const begin = open.pop()
      if (begin !== undefined && begin >= 0) loops.set(begin, reader.position - begin)
    }
  }
  return loops
}

/** Whether a loop, whose code begins where the reader is, leaves. */
export function leavesFunction({ loops, reader, cut, cutting, length }: Body): boolean {
  const size = cut === undefined ? loops?.get(reader.position) : undefined
  if (size === undefined) return false
  return size >= cutting.least && size <= cutting.most && size <= length * cutting.share
}

/** A loop begins that is made a function. */
export function beginCut(body: Body): void {
  const { reader, stack, variables, hasLoops, wide, wideInLoops } = body
  const before = { position: reader.position, stack: [...stack], variables, hasLoops, wide, wideInLoops }
  body.cut = new Cut(body.frames.length, before)
  body.variables = { names: new Set(), views: new Set() }
}

const wordsOf = ({ type, text, high }: Entry): readonly string[] => (type === 'i64' ? [text, high] : [text])

const wordsOfLocals = (body: Body, indices: Iterable<number>): readonly string[] =>
  [...indices].sort((a, b) => a - b).flatMap(index => localNames(body.localTypes[index]!, index))

/** Which words the function of a loop is given, and which it leaves. */
function wordsPassed(body: Body, { locals, written, carried }: Cut) {
  const carriedWords = [...carried].flatMap(wordsOf)
  return {
    given: [...wordsOfLocals(body, locals), ...carriedWords],
    left: [...wordsOfLocals(body, written), ...carriedWords],
  }
}

interface Passed {
  readonly given: readonly string[]
  readonly left: readonly string[]
}

/** The function of a loop. */
function loopFunction(body: Body, inner: string, { given, left }: Passed): string {
  const { variables, cut } = body
  const ways = cut!.exits.length > 0
  const names = [...variables.names].filter(name => !given.includes(name))
  const declared = [
    ...Array.from(variables.views, index => `${viewName(index)}=${newestViewName(index)}`),
    ...names.map(firstOf),
    ...(ways ? ['x=0'] : []),
  ]
  const text = (ways ? `E:{${inner}}` : inner).replaceAll(refresh, refreshText(body))
  const results = left.map((word, i) => `R${i}=${word};`).join('')
  const first = declared.length === 0 ? '' : `var ${declared.join()};`
  return `(${given.join()}){${first}${text}${results}${ways ? 'return x;' : ''}}`
}

/** A loop ends: nothing if too much would be passed, and it has to stay. */
export function endCut(body: Body, inner: string): string | undefined {
  const cut = body.cut!
  const passed = wordsPassed(body, cut)
  if (passed.given.length > mostPassed || passed.left.length > mostWritten) return undefined
  const name = `${body.called}L${body.functions.length}`
  body.functions.push(`function ${name}${loopFunction(body, inner, passed)}`)
  body.cut = undefined
  body.variables = cut.before.variables
  for (const entry of cut.carried) body.declare(entry)
  const ways = cut.exits.length > 0
  if (ways) body.variables.names.add('x')
  const results = passed.left.map((word, i) => `${word}=R${i};`).join('')
  const call = `${ways ? 'x=' : ''}${name}(${passed.given.join()});`
  return call + results + (inner.includes(refresh) ? refresh : '')
}

/** Goes back to where the loop began. */
export function undoCut(body: Body): void {
  const { position, stack, variables, hasLoops, wide, wideInLoops } = body.cut!.before
  body.cut = undefined
  Object.assign(body, { variables, hasLoops, wide, wideInLoops, live: true })
  body.stack.length = 0
  body.stack.push(...stack)
  body.reader.position = position
}

/** Notes what a jump carries to a frame around the loop that is being cut out. */
export function carriedOut(cut: Cut, { height, carried }: Frame): void {
  carried.forEach((type, i) => cut.carried.add(slotEntry(type, height + i)))
}
