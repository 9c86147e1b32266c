// A huge function is profiled first; then it is cut by what has run, and once more if that turns out to
// have been wrong. Its results are those of the host's WebAssembly all the time.
import { expect, test } from 'vitest'
import { makeContext } from '#codegen/ir/context.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../../wat.js'
import { cases, machine } from './machine.js'

const { WebAssembly: native } = globalThis as unknown as { readonly WebAssembly: typeof WebAssembly }

const nativeRun = (bytes: Uint8Array): Run => new native.Instance(new native.Module(bytes)).exports.run as Run

/** A machine that says itself where to go next, in a variable that a table looks at. */
const states = `(module
  (memory 1)
  (func (export "run") (param $n i32) (param $mask i32) (result i32)
    (local $i i32) (local $acc i32) (local $state i32) (local $base i32)
    (local.set $base (i32.const 64))
    loop $next
      (local.get $base)
      block (result i32)
      ${'block '.repeat(cases)}
        local.get $state
        br_table ${Array.from({ length: cases }, (_, i) => i).join(' ')}
      ${Array.from({ length: cases }, (_, i) =>
        `end
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (local.set $acc (i32.add (i32.mul (local.get $acc) (i32.const 31)) (i32.load8_u (local.get $base))))
        (if (i32.gt_u (local.get $i) (local.get $n)) (then (return (local.get $acc))))
        (if (i32.and (local.get $acc) (local.get $mask))
          (then (local.set $state (i32.const ${(i * 7 + 3) % cases})) (br $next)))
        (i32.store offset=${4 * i} (local.get $base) (local.get $acc))
        (local.set $state (i32.const ${(i + 1) % 4}))
        ${i % 3 === 0 ? '(br 0 (local.get $acc))' : i % 3 === 1 ? 'br $next' : ''}`.replace(
          '(br 0',
          `(br ${cases - 1 - i}`,
        ),
      ).join('\n')}
      (local.get $acc)
      end
      i32.store
      br $next
    end
    unreachable))`

type Run = (n: number, mask: number) => number

function start(bytes: Uint8Array, { height }: { readonly height: number | undefined }) {
  const prepared = compile(bytes, { lazy: 'always', largest: 3000, profile: 500, interpreted: 0 })
  const { module, context } = prepared
  const program = { ...prepared, context: makeContext(module, context.depths, height) }
  const instance = () => (new WebAssembly.Instance(moduleFor(program)).exports as { readonly run: Run }).run
  return { program, instance }
}

const machines = { machine, states }
const shapes = Object.keys(machines).flatMap(text =>
  [undefined, 2].map(height => ({ text: text as keyof typeof machines, height })),
)

test.each(shapes)('a machine is cut as it runs: %o', async shape => {
  const bytes = await assemble(machines[shape.text])
  const expected = nativeRun(bytes)
  const { program, instance } = start(bytes, shape)
  const run = instance()
  const check = (n: number, mask: number): void => expect(run(n, mask)).toBe(expected(n, mask))
  const version = () => program.functions.find(0)!.text!

  check(5, 3)
  expect(version().counts).toBeGreaterThan(cases)
  for (let i = 0; i < 60; i++) check(40, 3)
  expect(version().counts).toBe(undefined)
  expect(version().text).toContain('U.counted(0, ')
  const first = version().text
  // Jumps forward leave a block; only those back go by the number of a case.
  if (shape.height !== undefined) expect(first).toMatch(/break L\d+c\d+/)

  check(100, 31)
  for (let i = 0; i < 300; i++) check(2000, 31)
  // The other one goes nowhere else.
  if (shape.text === 'machine') {
    expect(program.functions.find(0)!.revision).toBe(1)
    expect(version().text).not.toBe(first)
  }
  check(1000, 31)
  check(1000, 7)

  const other = instance()
  const fresh = nativeRun(bytes)
  for (let i = 0; i < 20; i++) expect(other(50, i)).toBe(fresh(50, i))
})

test('nothing is profiled where that is not wanted', async () => {
  const bytes = await assemble(machine)
  for (const options of [{ lazy: 'never' }, { lazy: 'always', profile: 0, interpreted: 0 }] as const) {
    const program = compile(bytes, { ...options, largest: 3000 })
    const run = new WebAssembly.Instance(moduleFor(program)).exports.run as Run
    run(5, 3)
    expect(program.functions.find(0)!.text).toMatchObject({ counts: undefined })
    expect(program.functions.find(0)!.text!.text).not.toContain('U.')
  }
})

test.each(shapes)('one that is entered once goes on in a better version: %o', async shape => {
  const bytes = await assemble(machines[shape.text])
  const { program, instance } = start(bytes, shape)
  const run = instance()
  expect(run(5000, 31)).toBe(nativeRun(bytes)(5000, 31))
  expect(program.functions.find(0)!.counts).toBeDefined()
})

test('one without branches is cut after a few calls, though each is counted once', async () => {
  const line = `(module (memory 1) (func (export "run") (param $n i32) (param i32) (result i32)
    (local $x i64)
    (local.set $x (i64.extend_i32_s (local.get $n)))
    ${Array.from(
      { length: 200 },
      (_, i) => `(local.set $x (i64.add (i64.rotl (local.get $x) (i64.const 7)) (i64.load offset=${8 * i}
        (i32.const 0))))
      (i64.store offset=${4 * i} (i32.const 0) (local.get $x))`,
    ).join('\n')}
    (i32.wrap_i64 (local.get $x))))`
  const bytes = await assemble(line)
  const { program, instance } = start(bytes, { height: undefined })
  const [run, expected] = [instance(), nativeRun(bytes)]
  for (let i = 0; i < 20; i++) expect(run(i, 0)).toBe(expected(i, 0))
  expect(program.functions.find(0)!.text!.counts).toBe(undefined)
})
