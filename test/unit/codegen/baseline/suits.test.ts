// What the baseline translator takes, what becomes of the rest, and how that is called.
import { expect, test } from 'vitest'
import type { Program } from '#codegen/program.js'
import { translateOnce } from '#codegen/tiers/translated.js'
import { compile, type TranslateOptions } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../../wat.js'
import type { Callable } from '../../namespace/both.js'

const made = async (wat: string, options?: TranslateOptions): Promise<Program> =>
  compile(await assemble(wat), options)

const call = (program: Program): unknown =>
  (new WebAssembly.Instance(moduleFor(program)).exports.f as Callable)()

const stageOf = ({ functions }: Program, index: number) => functions.find(index)?.stage

/** Calls a function of 30,000 bytes. */
const huge = `(module (func (export "f") (result i32) (call $long))
  (func $long (result i32) ${'(drop (i32.const 1))'.repeat(10_000)} i32.const 7))`

test('a function that is too long is interpreted first, and called by its number', async () => {
  const program = await made(huge)
  expect(call(program)).toBe(7)
  expect(stageOf(program, 0)).toBe('baseline')
  expect(translateOnce(program, 0).text).toContain('F[1]()')
  expect(stageOf(program, 1)).toBe('interpreted')
})

/** Functions as Go's: a number in, a number out, and all code is cases of one br_table in a loop. */
const resumable = `(func (param i32) (result i32)
  (loop $next (block $1 (block $0 (br_table $0 $1 (local.get 0)))) (return (i32.const 0))) (i32.const 1))`
const caller = '(func (export "f") (result i32) (call 0 (i32.const 0)))'

test('a program whose functions can be resumed is interpreted first', async () => {
  const program = await made(`(module ${resumable.repeat(9)} ${caller})`, { lazy: 'always' })
  expect(call(program)).toBe(0)
  expect(stageOf(program, 0)).toBe('interpreted')
})

test('a program with some such functions is not', async () => {
  const other = '(func (param i64))'
  const program = await made(`(module ${resumable.repeat(5)} ${other.repeat(5)} ${caller})`)
  expect(call(program)).toBe(0)
  expect(stageOf(program, 0)).toBe('baseline')
})

const ways: readonly (readonly [string, TranslateOptions, string | undefined])[] = [
  ['as usual', {}, 'baseline'],
  ['lazily', { lazy: 'always' }, 'baseline'],
  ['at once', { lazy: 'never' }, 'optimised'],
  ['with a deadline', { lazy: 'always', deadline: { overdue: () => 1e6 } }, 'baseline'],
  ['with a number of interpreted calls', { lazy: 'always', interpreted: 3 }, 'interpreted'],
]
test.each(ways)('translated %s', async (_, options, stage) => {
  const program = await made('(module (func (export "f") (result i32) i32.const 7))', options)
  expect(call(program)).toBe(7)
  expect(stageOf(program, 0)).toBe(stage)
})
