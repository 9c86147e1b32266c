// The quick translation of a function: from its bytes to JavaScript in one pass, without nodes. What is
// wanted is text soon, not the best text: V8's own tiers do the rest, and what stays hot is translated anew
// by all passes (../translate.ts). Both stand in one closure and have the same names, so that one takes the
// other's place.
//
//   bytes ─▶ rule of the instruction ─▶ entries of the operand stack (entry.ts) ─▶ statements ─▶ text
//
// Exactly what the standard says comes out, as of everything here: traps in their order, i64 as two words,
// f32 rounded, NaN bits. What does not suit it is left to the other translator; see `suits`.

import { type Body as Code, funcType } from '../../src/wasm/module.js'
import type { TranslatedName } from '../../src/wasm/ops/index.js'
import { type Row, rows } from '../../src/wasm/ops/index.js'
import { spend } from '../interpret/clock.js'
import { newestViewName, viewName } from '../js/variables.js'
import { bounds } from '../tiers/tuning.js'
import { Body, entryType, firstOf, firstValue, localNames, refresh, refreshText } from './body.js'
import { controlRules } from './control.js'
import type { EntryType } from './entry.js'
import { headText } from './instrumented.js'
import { findLoops } from './loops.js'
import { memoryRules, referenceRules, tableRules, wideMemoryRules } from './memory.js'
import { findPlaces } from './places.js'
import type { Rule } from './rules.js'
import { type Source, suits } from './suits.js'
import { numericRules } from './values.js'
import { variableRules } from './variables.js'
import { wideRules } from './wide.js'

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
function declarations({ variables: { views, names }, localTypes, type }: Body): string {
  const declared = Array.from(views, index => `${viewName(index)}=${newestViewName(index)}`)
  for (let i = type.params.length; i < localTypes.length; i++) {
    const local = localTypes[i]!
    for (const name of localNames(local, i)) declared.push(`${name}=${firstValue(local)}`)
  }
  for (const name of names) declared.push(firstOf(name))
  return declared.length === 0 ? '' : `var ${declared.join()};`
}

/** The names of the words of all locals. */
const allLocals = (types: readonly EntryType[]): string =>
  types.flatMap((type, i) => localNames(type, i)).join()

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
  /** Whether helpers of 64-bit arithmetic are called, outside of loops or in them. */
  readonly wide: 'nowhere' | 'once' | 'in loops'
}

/** Whether no other text would be better. */
const isSmall = ({ length, hasLoops, calls, wide }: Body): boolean =>
  length <= bounds.baselineForGood && !hasLoops && !calls && wide === 0

/** The beginning of a function: its parameters, and a statement. */
interface Opening {
  readonly params: string
  readonly head: string
}

/** The function, in a scope of its own with the loops that have been cut out. */
function textOf(index: number, body: Body, { params, head }: Opening): string {
  const { out, functions } = body
  const text = out.replaceAll(refresh, refreshText(body))
  // It has another name than the final one, which it would hide from itself.
  const whole = `function f${index}b(${params}){${declarations(body)}${head}${text}}`
  return functions.length === 0 ? whole : `(function(){${functions.join('')}return ${whole}})()`
}

/**
 * Translates a function, which suits.
 * @param head a statement that comes first, unless the function is so small that nothing would be gained;
 *   those of instruments come behind it
 */
export function translateBaseline(source: Source, index: number, head = ''): Translation {
  const { facts, importedFunctions, reader, cutting, texts } = source
  const { module } = facts
  const type = funcType(module, module.functions[index]!)
  const params = type.params.map(entryType)
  const code = module.bodies[index - importedFunctions]!
  const types = localTypes(params, code)
  const isFar = (callee: number) => callee >= importedFunctions && !suits(source, callee)
  const given = { facts, reader, cutting, isFar, texts, called: `f${index}`, length: code.end - code.start }
  const body = new Body(given, type, types)
  body.loops = findLoops(reader, code, cutting)
  if (texts.length > 0) body.places = findPlaces(reader, code, importedFunctions)
  const results = type.results.map(entryType)
  body.frames.push({
    kind: 'function',
    depth: 0,
    label: '',
    height: 0,
    results,
    carried: results,
    before: '',
    condition: '',
    entry: [],
    used: false,
    first: undefined,
    firstLive: false,
  })
  reader.position = code.start
  run(body, code.end)
  const own = body.places === undefined ? '' : headText(texts, index, body.places.head)
  const opening = { params: allLocals(params), head: (isSmall(body) ? '' : head) + own }
  return {
    text: textOf(index, body, opening),
    facts: { hasLoops: body.hasLoops, wide: wideness(body) },
  }
}
