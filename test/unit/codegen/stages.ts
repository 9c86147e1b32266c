// One function on its way through the compiler, for tests: written in the text format, looked at behind any stage.
// Behind each stage it is checked that what must hold does hold.
import { expect } from 'vitest'
import { buildFunction } from '#codegen/ir/build.js'
import { checkIR } from '#codegen/ir/check.js'
import type { FunctionIR } from '#codegen/ir/nodes.js'
import type { PassName } from '#codegen/passes/index.js'
import { products } from '#codegen/passes/products.js'
import { runPass } from '#codegen/passes/run.js'
import { asBuilt, type Unit } from '#codegen/passes/unit.js'
import type { Program } from '#codegen/program.js'
import { translate } from '#codegen/translate.js'
import { compile } from '#src/compile.js'
import { assemble } from '../../wat.js'

export const compileText = async (wat: string): Promise<Program> => compile(await assemble(wat))

/** A module with one function of this type and body, a page of memory and a few globals. */
export const around = (signature: string, code: string): string => `(module
  (import "host" "log" (func $log (param i32) (result i32)))
  (memory 1 2)
  (global $g (mut i32) (i32.const 5))
  (global $h (mut i64) (i64.const 0x500000006))
  (func $f (export "f") ${signature} ${code}))`

/** The first function that is not imported, as it is built. */
export function build(program: Program): FunctionIR {
  const fn = buildFunction(program.context, program.context.importedFunctions, program.inlining)
  expect(checkIR(fn, { module: program.module, split: false, counted: false })).toEqual([])
  return fn
}

/** A function of a program that nothing is asked for. */
export const unitOf = ({ module, tuning, largest, panics }: Program, fn: FunctionIR): Unit =>
  asBuilt(fn, module, {
    ...{ tuning, largest, panics },
    ...{ instruments: [], counts: false, counted: undefined },
  })

/** The passes that every function needs, up to this one, each checked. */
export function run(program: Program, fn: FunctionIR, last: PassName): FunctionIR {
  const { module } = program
  const unit = unitOf(program, fn)
  for (const name of products.words.slice(0, products.words.indexOf(last) + 1)) {
    runPass(unit, name)
    expect({ name, faults: checkIR(fn, { module, ...unit.holds }) }).toEqual({ name, faults: [] })
  }
  return fn
}

export async function built(signature: string, code: string): Promise<FunctionIR> {
  return build(await compileText(around(signature, code)))
}

/** The function behind all passes. */
export async function passed(signature: string, code: string): Promise<FunctionIR> {
  const program = await compileText(around(signature, code))
  return run(program, build(program), products.words.at(-1)!)
}

/** The text of the function, without its first and last line. */
export async function lowered(signature: string, code: string): Promise<string> {
  const program = await compileText(around(signature, code))
  const { text } = translate(program, program.context.importedFunctions, { indent: '  ' })
  return text.split('\n').slice(1, -1).join('\n')
}
