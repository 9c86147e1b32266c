// What can be seen of a program that an engine runs, as lines of text: the value or the trap of each call, in order,
// what it says to the host meanwhile, and its memories at the end, by their digests. Two engines agree if their
// lines are equal.
import { createHash } from 'node:crypto'
import { emscripten } from '#imports/emscripten/index.js'
import { decode } from '#src/wasm/decode.js'
import { funcType, type Module } from '#src/wasm/module.js'
import type { FuncType } from '#src/wasm/types.js'
import { faultKind } from '../differential/faults.js'
import { show } from '../differential/values.js'
import type { Engine } from './tiers.js'

/** A call of an exported function; its arguments are made what the function's type wants. */
export interface Call {
  readonly name: string
  readonly args: readonly number[]
}

export interface Program {
  readonly bytes: Uint8Array
  readonly calls: readonly Call[]
  /**
   * Who answers what it imports: somebody who writes it down and answers with 0, or the host functions for
   * programs of Emscripten.
   */
  readonly host: 'listener' | 'emscripten'
}

type Callable = (...values: unknown[]) => unknown
type Imports = Record<string, Record<string, unknown>>
type Exports = Readonly<Record<string, unknown>>

/** The types of the functions that a module exports, by name. */
export function exportedTypes(module: Module): ReadonlyMap<string, FuncType> {
  const functions = module.exports.filter(({ kind }) => kind === 'func')
  return new Map(functions.map(({ name, index }) => [name, funcType(module, module.functions[index]!)]))
}

function listening(module: Module, lines: string[]): Imports {
  const imports: Imports = {}
  for (const { module: from, name, type: imported } of module.imports) {
    if (imported.kind !== 'func') throw new TypeError(`nobody gives the import ${from}.${name}`)
    const { results } = funcType(module, imported.type)
    const answer = results[0] === 'i64' ? 0n : results.length > 0 ? 0 : undefined
    const functions = (imports[from] ??= {})
    functions[name] = (...values: unknown[]) => {
      lines.push(`  ${name}(${values.map(show).join(', ')})`)
      return answer
    }
  }
  return imports
}

function start({ wasm, module: make }: Engine, program: Program, lines: string[]): Exports {
  const module = make(program.bytes)
  const { Instance } = wasm
  if (program.host === 'listener')
    return new Instance(module, listening(decode(program.bytes), lines)).exports
  const host = emscripten(module)
  const instance = new Instance(module, host.imports)
  host.attach(instance)
  return instance.exports
}

function outcome(run: () => unknown): string {
  try {
    return show(run())
  } catch (error) {
    return `threw ${faultKind(error)}`
  }
}

const digest = (buffer: ArrayBuffer): string =>
  createHash('sha1').update(new Uint8Array(buffer)).digest('hex')

/** Sizes and digests. */
const memories = (exports: Exports): readonly string[] =>
  Object.entries(exports).flatMap(([name, value]) => {
    const { buffer } = value as { readonly buffer?: ArrayBuffer }
    return buffer === undefined ? [] : [`${name}: ${buffer.byteLength} bytes, ${digest(buffer)}`]
  })

/**
 * Runs a program.
 * @param tell gets the lines as soon as they are there: who stops an endless program knows how far it came
 */
export function observe(engine: Engine, program: Program, lines: string[] = []): readonly string[] {
  const types = exportedTypes(decode(program.bytes))
  const exports = start(engine, program, lines)
  for (const { name, args } of program.calls) {
    const { params } = types.get(name)!
    const values = args.map((arg, i) => (params[i] === 'i64' ? BigInt(arg) : arg))
    const result = outcome(() => (exports[name] as Callable)(...values))
    lines.push(`${name}(${args.join(', ')}) = ${result}`)
  }
  lines.push(...memories(exports))
  return lines
}
