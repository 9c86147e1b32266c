// The rewriting behind a deadline: what it leaves alone, and that it changes nothing but the time. The guests
// are those of the golden files, whose texts show at the same time what is generated without a deadline.
import { describe, expect, test } from 'vitest'
import { buildFunction } from '#codegen/ir/build.js'
import { checkIR } from '#codegen/ir/check.js'
import { makeContext } from '#codegen/ir/context.js'
import { removeDead } from '#codegen/passes/dead.js'
import { Places } from '#codegen/passes/places.js'
import { splitWide } from '#codegen/passes/wide/index.js'
import type { Program } from '#codegen/program.js'
import { translate } from '#codegen/translate.js'
import { compile } from '#src/compile.js'
import { Deadline } from '#src/instance/deadline.js'
import { deadlineInstrument } from '#src/instruments/deadline.js'
import { Instance } from '#src/namespace/instance.js'
import { moduleFor } from '#src/namespace/module.js'
import { decode } from '#src/wasm/decode.js'
import { validate } from '#src/wasm/validate/index.js'
import { runNative, runOurs } from '../golden/run.js'
import { list, read } from '../sources.js'
import { allLoops } from '../tiers/tiers.js'
import { assemble } from '../wat.js'

const files = list(['test/golden'], '.wat')

const calls = (text: string) => [...text.matchAll(/^;; call: (.*)$/gm)].map(match => match[1]!)

/** Every function, as text, with its calls. */
const texts = (program: Program) =>
  program.module.bodies.map(
    (_, i) => translate({ ...program, inlining: undefined }, program.context.importedFunctions + i).text,
  )

const repeats = (text: string) => /\b(loop|call|call_indirect)\b/.test(text.replace(/;;.*$/gm, ''))

const baselines = [
  ['as usual', {}],
  ['loops as functions', allLoops],
] as const

describe.each(files)('%s', file => {
  const text = read(file)

  test('runs alike with a deadline', async () => {
    const bytes = await assemble(text, file)
    for (const height of [undefined, 1]) {
      const prepared = compile(bytes, { deadline: new Deadline(), lazy: 'never' })
      const context = makeContext(prepared.module, prepared.context.depths, height)
      expect(runOurs({ ...prepared, context }, calls(text))).toEqual(runNative(bytes, calls(text)))
    }
  })

  test('runs alike with a deadline where it is interpreted, and left soon', async () => {
    const bytes = await assemble(text, file)
    for (const interpreted of [1, 3, 1e8]) {
      const program = compile(bytes, { deadline: new Deadline(), lazy: 'always', interpreted })
      expect(runOurs(program, calls(text))).toEqual(runNative(bytes, calls(text)))
    }
  })

  test.each(baselines)('runs alike with a deadline by the baseline translator, %s', async (_, tuning) => {
    const bytes = await assemble(text, file)
    for (const deadline of [new Deadline(), { overdue: () => 1 }]) {
      const program = compile(bytes, { deadline, tier: 'baseline', ...tuning })
      expect(runOurs(program, calls(text))).toEqual(runNative(bytes, calls(text)))
    }
  })

  test('keeps what must hold of nodes', async () => {
    const module = decode(await assemble(text, file))
    const instrument = deadlineInstrument(module, { deadline: new Deadline() })!
    for (const height of [undefined, 1]) {
      const context = makeContext(module, validate(module).depths, height)
      module.bodies.forEach((_, i) => {
        const fn = buildFunction(context, context.importedFunctions + i)
        const places = new Places(fn, context.importedFunctions)
        instrument.rewrite(fn, places)
        places.apply()
        expect(checkIR(fn, { module, split: false, counted: false })).toEqual([])
        splitWide(fn)
        removeDead(fn)
        expect(checkIR(fn, { module, split: true, counted: true })).toEqual([])
      })
    }
  })

  test('has no trace of it without', async () => {
    const bytes = await assemble(text, file)
    const without = texts(compile(bytes))
    expect(texts(compile(bytes, { deadline: undefined }))).toEqual(without)
    expect(without.filter(text => /ticks|overdue|Sliced/.test(text))).toEqual([])
    const checked = texts(compile(bytes, { deadline: new Deadline() }))
    if (repeats(text)) expect(checked).not.toEqual(without)
  })
})

test('a small function that repeats nothing is left alone', async () => {
  const bytes = await assemble(
    '(module (func (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))',
  )
  expect(texts(compile(bytes, { deadline: new Deadline() }))).toEqual(texts(compile(bytes)))
})

test.each([1500, 150_000])('a loop of %i operations gets on', async count => {
  const rounds = 20
  const body = '(local.set 1 (i32.add (local.get 1) (i32.const 1)))'.repeat(count / 4)
  const bytes = await assemble(
    `(module (func (export "run") (param i32) (result i32) (local i32)
      (loop ${body} (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
      (local.get 1)))`,
  )
  const deadline = new Deadline()
  deadline.start(20_000)
  const { run } = new Instance(moduleFor(compile(bytes, { deadline }))).exports as { run(n: number): number }
  expect(run(rounds)).toBe((rounds * count) / 4)
})

test('an innermost loop holds no call', async () => {
  const bytes = await assemble(
    `(module (func (param i32)
      (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))`,
  )
  const [text] = texts(compile(bytes, { deadline: new Deadline() }))
  expect(text).toMatch(
    /for \(; ; \) \{\s*if \(l1 < 0\) l1 = overdue\(\);\s*L\d+: for \(; ; \) \{\s*if \(l1 < 0\) continue L\d+;\s*l1 = l1 - \d+ \| 0;/,
  )
})
