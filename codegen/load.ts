// Brings a program to life: evaluates its text, linked with an environment. Functions are translated at once
// in small modules, and else when they have been called a few times; nobody but the stubs below can tell.
// Where no text may be evaluated they are interpreted.

import { importedCount } from '../src/wasm/module.js'
import type { Code } from './abi.js'
import { type Closure, eagerClosure, lazyClosure, replacement } from './closure.js'
import type { Environment } from './environment.js'
import { evaluateExpression } from './js/evaluation.js'
import { warm } from './lower/convention.js'
import type { Program } from './program.js'
import { interpretAlone } from './tiers/alone.js'
import { Heat, setterText } from './tiers/heat.js'
import { Interpreter } from './tiers/interpreter.js'
import { Profiles } from './tiers/profile.js'
import { textOf } from './tiers/text.js'
import { suitsFirst, translateOnce } from './tiers/translated.js'

export interface Loaded {
  /** The code of a function that the module defines; perhaps a stub that translates at the first call. */
  code(index: number): Code
  /** Translates a function now, if that is still to be done. */
  settle(index: number): Code
}

/** @param translated told when a stub has been replaced by the function's real code */
export function load(
  program: Program,
  environment: Environment,
  translated: (index: number, code: Code) => void,
): Loaded {
  if (!program.evaluates) return loadAlone(program, environment)
  return program.lazy ? loadLazy(program, environment, translated) : loadEager(program, environment)
}

const evaluate = ({ cache }: Program, text: string): unknown =>
  cache === undefined ? evaluateExpression(text) : cache.evaluate(text)

type Arguments = readonly unknown[]

function addReaders({ memories }: Environment, count: number): void {
  for (const memory of memories) memory.addReaders(count)
}

function closureArguments(program: Program, environment: Environment, { values }: Closure): Arguments {
  const { functions, memories, tables, globals, data, elements, instruments } = environment
  const refFunc = (index: number): unknown => environment.refFunc(index)
  const named = Object.assign(Object.fromEntries(values), ...instruments.map(({ values }) => values))
  const ids = program.facts.typeIds
  return [functions, memories, tables, globals, ids, data, elements, refFunc, named]
}

function loadEager(program: Program, environment: Environment): Loaded {
  const closure = eagerClosure(program)
  const make = evaluate(program, closure.text) as (...args: Arguments) => Code[]
  const codes = make(...closureArguments(program, environment, closure))
  const imported = importedCount(program.module, 'func')
  addReaders(environment, codes.length)
  codes.forEach((code, i) => {
    warm(code, translateOnce(program, imported + i).text)
  })
  const code = (index: number): Code => codes[index - imported]!
  return { code, settle: code }
}

/** Nothing is ever translated. */
function loadAlone(program: Program, environment: Environment): Loaded {
  const codes = interpretAlone(program, environment)
  const code = (index: number): Code => codes[index]!
  return { code, settle: code }
}

/** Puts the newest text of a function in the place of the one there is, which stays if that fails. */
function replace(done: Set<number>, index: number, settle: (index: number) => Code): void {
  done.delete(index)
  try {
    settle(index)
  } catch (error) {
    done.add(index)
    throw error
  }
}

function loadLazy(
  program: Program,
  environment: Environment,
  translated: (index: number, code: Code) => void,
): Loaded {
  const closure = lazyClosure(program)
  /** The code of every function, or the stub. */
  const codes: Code[] = [...environment.functions]
  const done = new Set(closure.done)
  let within: (text: string) => unknown
  const profiles = new Profiles(program, {
    evaluate: text => within(text),
    renew: index => renew(index),
  })
  const renew = (index: number): void => replace(done, index, settle)
  const heat = program.heats ? new Heat(program, renew) : undefined
  const settle = (index: number): Code => {
    if (done.has(index)) return codes[index]!
    if (profiles.enter(index) !== undefined) return codes[index]!
    const text = textOf(index, translateOnce(program, index))
    const code = within(replacement(index, text)) as Code
    warm(code, text)
    addReaders(environment, 1)
    done.add(index)
    program.functions.promote(index)
    codes[index] = code
    interpreter.retire(index)
    translated(index, code)
    return code
  }
  const interpreter = new Interpreter(program, { environment, codes, evaluate: text => within(text) })
  // A function that translated code calls is translated: the engine would note another stub at the place of
  // the call, and then, for ever, that more than one function is called there.
  const stub =
    (index: number): Code =>
    (...words) =>
      ((done.has(index) ? undefined : profiles.enter(index)) ?? settle(index))(...words)
  for (let index = environment.functions.length; index < program.module.functions.length; index++)
    codes[index] = suitsFirst(program, index) ? stub(index) : interpreter.interpret(index, stub(index))
  const make = evaluate(program, closure.text) as (...args: Arguments) => typeof within
  const given = closureArguments(program, environment, closure)
  within = make(...given, stub, codes, profiles, heat?.hot)
  heat?.begin(within(setterText) as (calls: number) => void)
  addReaders(environment, done.size)
  for (const index of done) translated(index, codes[index]!)
  return { code: index => codes[index]!, settle }
}
