// The quick translation of a function: from its bytes to JavaScript in one pass, without nodes. What is
// wanted is text soon, not the best text: V8's own tiers do the rest, and what stays hot is translated anew
// by all passes (../translate.ts). Both stand in one closure and have the same names, so that one takes the
// other's place.
//
//   bytes ─▶ rule of the instruction ─▶ entries of the operand stack (entry.ts) ─▶ statements ─▶ text
//
// Exactly what the standard says comes out, as of everything here: traps in their order, i64 as two words,
// f32 rounded, NaN bits. What does not suit it is left to the other translator; see `suits`.

import type { InstructionReader } from '../../src/wasm/binary/instructions.js'
import { type Body as Code, funcType } from '../../src/wasm/module.js'
import type { TranslatedName } from '../../src/wasm/ops/index.js'
import { type Row, rows } from '../../src/wasm/ops/index.js'
import { spend } from '../interpret/clock.js'
import { type ModuleFacts, newestViewName, viewName } from '../js/variables.js'
import { bounds } from '../tiers/tuning.js'
import { Body, entryType, firstValue, localNames, refresh } from './body.js'
import { controlRules } from './control.js'
import type { EntryType } from './entry.js'
import { memoryRules, referenceRules, tableRules, wideMemoryRules } from './memory.js'
import type { Rule } from './rules.js'
import { numericRules } from './values.js'
import { variableRules } from './variables.js'
import { wideRules } from './wide.js'

const { baselineBytes: longest, baselineHeight: deepest, baselineLocals: mostLocals } = bounds

const ruleOf = {
  ...controlRules,
  ...variableRules,
  ...numericRules,
  ...wideRules,
  ...memoryRules,
  ...wideMemoryRules,
  ...tableRules,
  ...referenceRules,
} satisfies Readonly<Record<TranslatedName, Rule>>

/** By the row's number. */
const rules: readonly (Rule | undefined)[] = rows.map(
  ({ name }) => (ruleOf as Readonly<Record<string, Rule | undefined>>)[name],
)

/** Facts that the functions of one module share. */
export interface Source {
  readonly facts: ModuleFacts
  readonly importedFunctions: number
  readonly reader: InstructionReader
  /** The deepest nesting of control in each body. */
  readonly depths: Uint32Array
}

const countLocals = ({ locals }: Code): number => locals.reduce((sum, { count }) => sum + count, 0)

/** Whether a function can be translated so. */
export function suits({ facts, importedFunctions, depths }: Source, index: number): boolean {
  const place = index - importedFunctions
  const code = facts.module.bodies[place]!
  return code.end - code.start <= longest && depths[place]! <= deepest && countLocals(code) <= mostLocals
}

const opensBlock = (row: Row): boolean => row.immediates[0] === 'block type'

/** Reads on to the `else` or `end` behind which code may be reached again. */
function skip(body: Body): void {
  for (let depth = 0; ; ) {
    const instruction = body.reader.next()
    const { row } = instruction
    if (opensBlock(row)) depth++
    else if (row.name === 'end' && depth > 0) depth--
    else if (depth === 0 && (row.name === 'end' || row.name === 'else')) {
      rules[row.id]!(body, instruction)
      return
    }
  }
}

function run(body: Body, end: number): void {
  const { reader } = body
  while (reader.position < end) {
    spend(1)
    if (!body.live) skip(body)
    else {
      const instruction = reader.next()
      rules[instruction.row.id]!(body, instruction)
    }
  }
}

function localTypes(params: readonly EntryType[], { locals }: Code): EntryType[] {
  const types = [...params]
  for (const { count, type } of locals) {
    const own = entryType(type)
    for (let i = 0; i < count; i++) types.push(own)
  }
  return types
}

/** The variables of the function, each with its first value. */
function declarations({ views, localTypes, names, type }: Body): string {
  const declared = Array.from(views, index => `${viewName(index)}=${newestViewName(index)}`)
  for (let i = type.params.length; i < localTypes.length; i++) {
    const local = localTypes[i]!
    for (const name of localNames(local, i)) declared.push(`${name}=${firstValue(local)}`)
  }
  for (const name of names)
    declared.push(name.includes('=') ? name : `${name}=${name.startsWith('r') ? 'null' : '0'}`)
  return declared.length === 0 ? '' : `var ${declared.join()};`
}

/** Reads the views again that the function has, and that may have changed. */
const refreshText = ({ views, facts }: Body): string =>
  Array.from(views, index => (facts.fixed[index] ? '' : `${viewName(index)}=${newestViewName(index)};`)).join(
    '',
  )

/** Functions with more locals are not left in a loop, since all of them are passed on. */
const mostPassed = 60

/** The names of the words of all locals. */
const allLocals = (types: readonly EntryType[]): string =>
  types.flatMap((type, i) => localNames(type, i)).join()

/** The variables are declared if any loop can be left. */
function leaveBy(ways: Ways, types: readonly EntryType[], names: Set<string>): (loop: number) => string {
  const locals = allLocals(types)
  return loop => {
    for (const variable of ways.variables) names.add(variable)
    return ways.leave(loop, locals)
  }
}

const wideness = ({ wide, wideInLoops }: Body): TextFacts['wide'] =>
  wideInLoops > 0 ? 'in loops' : wide > 0 ? 'once' : 'nowhere'

/** The text of a function, and what decides for how long that will do. */
export interface Translation {
  readonly text: string
  readonly facts: TextFacts
}

/** Facts that decide for how long a text will do. */
export interface TextFacts {
  readonly hasLoops: boolean
  /** How many loops there are, repeated or not. */
  readonly loops: number
  /** Whether helpers of 64-bit arithmetic are called, outside of loops or in them. */
  readonly wide: 'nowhere' | 'once' | 'in loops'
}

/** Statements that lead to better code. */
export interface Ways {
  /** At the head of the function. */
  readonly head: string
  /** At the head of a loop, of the words of all locals. */
  leave(loop: number, locals: string): string
  /** Variables that these statements use, with their first values. */
  readonly variables: readonly string[]
}

/**
 * Translates a function, which suits.
 * @param ways to better code; without them the text is there to stay
 */
export function translateBaseline(source: Source, index: number, ways?: Ways): Translation {
  const { facts, importedFunctions, reader } = source
  const { module } = facts
  const type = funcType(module, module.functions[index]!)
  const params = type.params.map(entryType)
  const code = module.bodies[index - importedFunctions]!
  const types = localTypes(params, code)
  const names = new Set<string>()
  const leave = ways && types.length <= mostPassed ? leaveBy(ways, types, names) : undefined
  const body = new Body({ facts, reader, leave, names }, type, types)
  const results = type.results.map(entryType)
  body.frames.push({
    kind: 'function',
    label: '',
    height: 0,
    results,
    carried: results,
    before: '',
    condition: '',
    entry: [],
    loop: 0,
    wideBefore: 0,
    used: false,
    first: undefined,
    firstLive: false,
  })
  reader.position = code.start
  run(body, code.end)
  const text = body.out.replaceAll(refresh, refreshText(body))
  return {
    // It has another name than the final one, which it would hide from itself.
    text: `function f${index}b(${allLocals(params)}){${declarations(body)}${ways?.head ?? ''}${text}}`,
    facts: { hasLoops: body.hasLoops, loops: body.loops, wide: wideness(body) },
  }
}
