// A function that can be resumed gets its statements back: whatever way its jumps lead, it does what the host
// does, from its beginning and resumed at each number. Ways are random, so that there are loops in loops,
// loops with two entries, and code that nothing leads to.
import { describe, expect, test } from 'vitest'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { Random } from '../../../../differential/random.js'
import { assemble } from '../../../../wat.js'
import { jump, range, resumed } from '../../resumed.js'

const { WebAssembly: host } = globalThis as unknown as { readonly WebAssembly: typeof WebAssembly }

interface Machine {
  readonly cases: number
  /** The code of a case. */
  readonly code: (i: number) => string
}

const may = (i: number, code: string) => `(if (call $host (i32.const ${i})) (then ${code}))`

const module = ({ cases, code }: Machine) => `(module
  (import "host" "call" (func $host (param i32) (result i32)))
  (memory (export "memory") 1)
  (func $panic (param i32) (result i32) (drop (call $host (i32.const -2))) i32.const 1)
  (func (export "run") (param $number i32) (result i32) (local $wide i64)
    ${resumed(
      cases,
      i => `(local.set $wide (i64.add (i64.mul (local.get $wide) (i64.const 7)) (i64.const ${i})))
        (i64.store (i32.const 0) (local.get $wide))
        (drop (call $host (i32.const -1)))
        ${code(i)}`,
      '(i32.store (i32.const 8) (i32.const 77))',
    )}
    i32.const 1))`

type Run = (number: number) => number
type Instantiate = (imports: { host: { call: (i: number) => number } }) => Record<string, unknown>

/** What a run does, from a number on, where every `patience`-th question is answered by yes. */
function outcome(instantiate: Instantiate, number: number, patience: number): unknown {
  const log: number[] = []
  const call = (i: number): number => {
    if (log.length > 400) throw new Error('enough')
    return Number(log.push(i) % patience === 0)
  }
  const { run, memory } = instantiate({ host: { call } }) as { run: Run; memory: { buffer: ArrayBuffer } }
  const result = ((): unknown => {
    try {
      return run(number)
    } catch (error) {
      return String(error)
    }
  })()
  return { result, log, words: [...new Uint32Array(memory.buffer, 0, 3)] }
}

/** Checks a machine against the host's engine; whether it has become statements. */
async function check(machine: Machine, lazy: 'always' | 'never'): Promise<boolean> {
  const bytes = await assemble(module(machine))
  const native = new host.Module(bytes)
  const program = compile(bytes, { lazy, interpreted: 0 })
  const ours = moduleFor(program)
  for (const number of range(machine.cases + 2))
    for (const patience of [1, 2, 3, 5]) {
      const expected = outcome(imports => new host.Instance(native, imports).exports, number, patience)
      const found = outcome(imports => new WebAssembly.Instance(ours, imports).exports, number, patience)
      expect({ number, patience, found }).toEqual({ number, patience, found: expected })
    }
  return program.functions.find(2)!.text!.text.includes('f2p0')
}

/** Each case may jump twice, and goes on in one of several ways. */
function randomMachine(seed: number): Machine {
  const random = new Random(seed)
  const cases = 4 + random.below(9)
  const target = (i: number): number =>
    random.below(3) > 0 ? i + 1 + random.below(Math.max(1, cases - i - 1)) : random.below(i + 1)
  const code = range(cases).map(i => {
    const to = (): string => jump(Math.min(target(i), cases - 1))
    const first = random.below(3) > 0 ? may(i, to()) : ''
    const second = random.below(4) === 0 ? may(i, `(br_if $out (call $host (i32.const 99))) ${to()}`) : ''
    const panics = '(br_if $out (call $panic (i32.const 0)))'
    const last = [to(), '', '', '(br $out)', '(return (i32.const 5))', panics][random.below(6)]!
    return `${first} ${second} ${last}`
  })
  return { cases, code: i => code[i]! }
}

describe('statements of functions that can be resumed', () => {
  test.each(['always', 'never'] as const)('random ways, lazy %s', async lazy => {
    let structured = 0
    for (let seed = 1; seed <= 60; seed++) if (await check(randomMachine(seed), lazy)) structured++
    expect(structured).toBeGreaterThan(30)
    expect(structured).toBeLessThan(60)
  })

  test('a loop with two entries stays a table', async () => {
    const code = [may(0, jump(2)), may(1, '(br $out)'), `${may(2, '(br $out)')} ${jump(1)}`]
    expect(await check({ cases: 3, code: i => code[i]! }, 'never')).toBe(false)
  })

  test('what stands behind a call that never returns 0 is not there', async () => {
    const panics = '(br_if $out (call $panic (i32.const 0))) (i32.store (i32.const 8) (i32.const 4321))'
    const machine = {
      cases: 3,
      code: (i: number) => (i === 1 ? panics : i === 2 ? '(br $out)' : may(0, jump(2))),
    }
    expect(await check(machine, 'always')).toBe(true)
    const program = compile(await assemble(module(machine)), { lazy: 'never' })
    const instance = new WebAssembly.Instance(moduleFor(program), { host: { call: () => 0 } })
    expect((instance.exports.run as unknown as Run)(0)).toBe(1)
    expect(program.functions.find(2)!.text!.text).not.toContain('4321')
  })

  test('what uses the number itself stays a table', async () => {
    const code = [may(0, jump(1)), '(return (local.get $number))']
    expect(await check({ cases: 2, code: i => code[i]! }, 'never')).toBe(false)
  })

  test('more ways to one end than a parser could follow', async () => {
    const cases = 120
    const all = range(cases - 1).map(i => may(i, jump(i + 1)))
    const code = (i: number): string => (i === 0 ? all.join('') : '')
    const bytes = await assemble(module({ cases, code }))
    const program = compile(bytes, { lazy: 'never' })
    const { run } = new WebAssembly.Instance(moduleFor(program), {
      host: { call: (i: number) => Number(i === 20) },
    }).exports as unknown as { run: Run }
    expect(() => run(0)).toThrow('unreachable')
    expect(program.functions.find(2)!.text!.text).not.toContain('f2p0')
  })
})
