// From the bytes of a validated function to bytecode, in one pass and without nodes: this is what makes a
// function that runs once cheap.
//
// Operands live in the frame's slots behind the locals, each at the place that its height in the operand
// stack gives it. But an operand that is a local's value is not copied there unless the local is about to
// change, or control is about to join: until then the entry in `stack` names the local itself. Nor is a
// constant, which has a slot of its own; and a value that is only seen as another type, like the low word
// of an i64, stays where it is. What is stored into a local at once goes there directly. A jump compares by
// itself.
//
// Anything that the interpreter does not know (vectors), or a frame larger than is wanted, makes the whole
// function `undefined`: it is translated then.

import { funcType } from '../../src/wasm/module.js'
import { type Row, rows } from '../../src/wasm/ops/index.js'
import type { ByAddress, ValueType } from '../../src/wasm/types.js'
import { wordsOf } from '../abi.js'
import { callInstead, controlRules, emitIndex, type Immediates, type Rule } from './assemble-control.js'
import { Assembler, isKnown, isReference, isSimple, type Source } from './assembler.js'
import { type Bytecode, frameWord, headerLength } from './bytecode.js'
import { spend } from './clock.js'
import { stepNumber } from './steps/index.js'

/** An instruction that its signature tells nearly all about. */
interface Plain {
  readonly step: number
  readonly params: number
  readonly results: number
  /** Writes the immediates behind the operands. */
  readonly immediates: Immediates | undefined
  /** Which immediate names the memory that the instruction works on; of two, the one that it writes. */
  readonly memory: 'index' | 'index2' | undefined
}

const emitOffset: Immediates = (assembler, { offset }) => assembler.word(offset | 0)

/** The immediates of an access. */
const accessed: ByAddress<Immediates> = { i32: emitOffset }

function immediatesOf({ name, immediates }: Row): Immediates | undefined {
  if (immediates[0] === 'memarg') return accessed.i32
  if (immediates[0] === 'data') return emitIndex
  return name === 'memory.copy' ? (assembler, { index2 }) => assembler.word(index2) : undefined
}

function memoryOf({ immediates }: Row): Plain['memory'] {
  const at = immediates.findIndex(kind => kind === 'memarg' || kind === 'memory')
  return at < 0 ? undefined : at === 0 ? 'index' : 'index2'
}

/** By the number of an instruction. */
const plains: readonly (Plain | undefined)[] = rows.map(row => {
  const step = (stepNumber as Readonly<Record<string, number>>)[row.name]
  if (step === undefined || row.signature === undefined || row.name in controlRules) return undefined
  const { params, results } = row.signature
  return {
    ...{ step, params: params.length, results: results.length },
    ...{ immediates: immediatesOf(row), memory: memoryOf(row) },
  }
})

/** By the number of an instruction. */
const rules = rows.map(({ name }) => (controlRules as Readonly<Record<string, Rule | undefined>>)[name])

function assembleNext(assembler: Assembler): boolean {
  const instruction = assembler.reader.next()
  const { id } = instruction.row
  assembler.reserve(0)
  const code = assembler.hooks?.insteadOf(instruction)
  if (code !== undefined) return callInstead(assembler, instruction, code)
  const plain = plains[id]
  if (plain === undefined) {
    const rule = rules[id]
    return rule?.(assembler, instruction) === true
  }
  const { step, params, results, immediates, memory } = plain
  const other = memory === undefined ? 0 : instruction[memory]
  if (other !== 0) assembler.turnTo(other)
  assembler.plain(step, params, results)
  immediates?.(assembler, instruction)
  if (other !== 0) assembler.turnTo(0)
  return true
}

const startsBlock = rows.map(({ immediates }) => immediates[0] === 'block type')

/** Reads on to where control may come again. */
function skip(assembler: Assembler): boolean {
  const { reader } = assembler
  for (let depth = 0; ; ) {
    spend(1)
    const instruction = reader.next()
    const { id, name } = instruction.row
    if (startsBlock[id]) depth++
    else if (name === 'end' && depth > 0) depth--
    else if (depth === 0 && (name === 'end' || name === 'else')) return rules[id]!(assembler, instruction)
  }
}

/** How many locals a function has; nothing if there is one of a type that is not known. */
function countLocals(
  { module, importedFunctions }: Source,
  fn: number,
  mostWords: number,
): number | undefined {
  const type = funcType(module, module.functions[fn]!)
  if (!isSimple(type)) return undefined
  let total = type.params.length
  for (const { count, type: local } of module.bodies[fn - importedFunctions]!.locals) {
    if (!isKnown(local)) return undefined
    total += count
  }
  return 2 * total <= mostWords ? total : undefined
}

/** The words of parameters, as calls list them, where locals begin. */
const paramWords = (params: readonly ValueType[]): Int32Array =>
  new Int32Array(params.flatMap((type, i) => wordsOf(type).map((word, k) => frameWord(word, 2 * i + k))))

/** Limits of a function: the budget that it begins with, and the words of its frame. */
export interface Given {
  readonly calls: number
  readonly rounds: number
  readonly words: number
}

/** The function with index `fn` (imports counted), or nothing if it has to be translated. */
export function assemble(source: Source, fn: number, { calls, rounds, words }: Given): Bytecode | undefined {
  const { module, importedFunctions } = source
  const locals = countLocals(source, fn, words)
  if (locals === undefined) return undefined
  const { params, results } = funcType(module, module.functions[fn]!)
  const body = module.bodies[fn - importedFunctions]!
  const assembler = new Assembler(source, { locals, results })
  assembler.hasReferences = [...params, ...body.locals.map(({ type }) => type)].some(isReference)
  for (const word of [rounds, calls, fn]) assembler.word(word)
  assembler.openHooks(assembler.frame(0), assembler.hooks?.heads)
  const { reader } = assembler
  reader.position = body.start
  while (reader.position < body.end) {
    spend(1)
    if (!assembleNext(assembler)) return undefined
    while (!assembler.reachable && reader.position < body.end) if (!skip(assembler)) return undefined
  }
  if (assembler.words > words) return undefined
  return {
    code: assembler.finish(),
    start: headerLength,
    constants: assembler.constants(),
    words: assembler.words,
    zeros: 2 * params.length,
    locals: 2 * locals,
    callees: assembler.callees,
    loops: assembler.loops,
    params: paramWords(params),
    hasReferences: assembler.hasReferences,
  }
}
