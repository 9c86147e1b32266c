// `invoke_*`: calls a function of the table that may leave by `longjmp` or by an exception. The name says of
// which type: its result and its parameters, a letter each; but the type of the import says so exactly.
//
//   invoke_vij   v none   i, p i32   j i64   f f32   d f64   e externref
//
// Older versions of the compiler split values of 64 bits in what a host gives, but not in the table.
import { printable } from '../../src/wasm/printable.js'
import { type FuncType, sameFunc, type ValueType } from '../../src/wasm/types.js'

import type { HostFunction, ImportedFunction, Word } from '../host.js'
import type { Wanted } from '../wanted.js'
import { joinWords } from './flexible.js'
import type { Program } from './program.js'
import { isUnwinding } from './unwind.js'

export const isInvoke = (name: string): boolean => name.startsWith('invoke_')

const letters: Readonly<Record<string, ValueType>> = {
  ...({ i: 'i32', p: 'i32', j: 'i64', f: 'f32', d: 'f64' } as const),
  e: { nullable: true, heap: 'extern' },
}

/** The type that the letters name. */
function namedType(name: string): FuncType | undefined {
  const [result = '', ...params] = name.slice('invoke_'.length)
  const types = [result === 'v' ? [] : [letters[result]], params.map(letter => letters[letter])]
  if (result === '' || types.flat().includes(undefined)) return undefined
  return { kind: 'func', params: types[1] as ValueType[], results: types[0] as ValueType[] }
}

type Called = (...values: readonly Word[]) => Word | undefined

/** How values pass between the import and the function that it calls. */
interface Passing {
  readonly type: FuncType
  values(words: readonly Word[]): readonly Word[]
  /** What the import returns if the function does not. */
  readonly nowhere: Word | undefined
  result(value: Word | undefined, program: Program): Word | undefined
}

/** The import has the types of the function. */
const straight = (type: FuncType): Passing => ({
  type,
  values: words => words,
  nowhere: type.results[0] === 'i64' ? 0n : 0,
  result: value => value,
})

/** The import has two words for each value of 64 bits, and leaves the upper half of a result aside. */
const split = (type: FuncType): Passing => ({
  type,
  nowhere: 0,
  values(words) {
    let next = 0
    const take = () => words[next++]!
    return type.params.map(param => (param === 'i64' ? joinWords(take(), take()) : take()))
  },
  result(value, program) {
    if (typeof value !== 'bigint') return value
    program.tempRet0 = Number(BigInt.asIntN(32, value >> 32n))
    return Number(BigInt.asIntN(32, value))
  },
})

const isWide = (type: ValueType): boolean => type === 'i64'

/** What a type becomes where values of 64 bits are split. */
const splitType = ({ params, results }: FuncType): FuncType => ({
  kind: 'func',
  params: params.flatMap(type => (isWide(type) ? (['i32', 'i32'] as const) : [type])),
  results: results.map(type => (isWide(type) ? 'i32' : type)),
})

/** By the import's type; of the host's engine only its letters are known. */
function passingFor({ name, type: wanted }: Wanted): Passing | undefined {
  const named = namedType(name)
  if (wanted === undefined) return named && straight(named)
  const type: FuncType = { ...wanted, params: wanted.params.slice(1) }
  const isSplit = named !== undefined && !sameFunc(named, type) && sameFunc(splitType(named), type)
  return isSplit ? split(named) : straight(type)
}

/** The function for an import; nothing if its name says no type and nobody else does. */
export function makeInvoke(program: Program, wanted: Wanted): ImportedFunction | undefined {
  const found = passingFor(wanted)
  if (found === undefined) return undefined
  /** Any letters may follow. */
  const name = printable(wanted.name)
  const other = split(found.type)
  // Without types, too many words are a sign of split ones.
  const passing = (count: number): Passing =>
    wanted.type === undefined && count > found.type.params.length ? other : found
  return (index, ...words) => {
    const { save, restore, setThrew } = program.unwinder(name)
    const { type, values, nowhere, result } = passing(words.length)
    const stack = save()
    try {
      const called = program.function(name, index as number, type) as Called
      return result(called(...values(words)), program)
    } catch (error) {
      if (!isUnwinding(error)) throw error
      restore(stack)
      setThrew(1, 0)
      return nowhere
    }
  }
}

type Row = Omit<HostFunction<never>, 'body'>

const asItIs = { words: 1, read: (_: unknown, word: Word) => word }

/** How a call is logged: the index, and the parameters by their places. */
export const invokeRow = ({ params, results }: FuncType): Row => ({
  scope: 'invoke',
  parameters: params.map((_, i) => ({ name: i === 0 ? 'index' : `a${i}`, kind: asItIs })),
  results: results.map((_, i) => ({ name: String(i), kind: { to: 'caller', give: (value: Word) => value } })),
})
