// Programs in AssemblyScript on both engines: what they print, how they end, and what becomes of a guest
// that gives pointers to nothing.
import { describe, expect, test } from 'vitest'
import { type AssemblyScriptOptions, assemblyscript } from '#imports/assemblyscript/index.js'
import { WebAssembly as jitsam, RuntimeError } from '#src/index.js'
import { thrown } from '../thrown.js'
import { collector, type Engine, engines, fixture } from './engines.js'

type Call = (...values: readonly unknown[]) => unknown

/** A program that has been instantiated but not begun. */
function load(engine: Engine, name: string, options: AssemblyScriptOptions = {}) {
  const [stdout, stderr] = [collector(), collector()]
  const program = assemblyscript({ stdout: stdout.write, stderr: stderr.write, ...options })
  const module = new engine.Module(fixture(`assemblyscript/${name}`))
  const instance = new engine.Instance(module, program.imports)
  program.attach(instance)
  const exports = instance.exports as Readonly<Record<string, Call>>
  return { program, instance, exports, output: () => ({ stdout: stdout.text(), stderr: stderr.text() }) }
}

const fixedClock = { realtime: () => 1640995200123000000n, monotonic: () => 1_500_000n }

const calculated = '0.0\n5.0\n55.0\n610.0\n21.0\n1.414213562373095\n6.5\n7 lines\n'

describe.each(engines)('%s', (_, engine) => {
  test('abort says why and where, and ends the program with 255', () => {
    const { exports, output } = load(engine, 'words')
    expect(thrown(exports.goodbye_world!)).toMatchObject({ name: 'Exit', code: 255 })
    expect(output()).toEqual({ stdout: '', stderr: 'sad sad world at words.ts:15:3\n' })
  })

  test('an assertion without message says where', () => {
    const { exports, output } = load(engine, 'words')
    expect(thrown(exports.silent!)).toMatchObject({ code: 255 })
    expect(output().stderr).toBe('abort at words.ts:19:3\n')
  })

  test('abort can be told to be silent', () => {
    const { exports, output } = load(engine, 'words', { abortMessage: false })
    expect(thrown(exports.goodbye_world!)).toMatchObject({ code: 255 })
    expect(output()).toEqual({ stdout: '', stderr: '' })
  })

  test('abort writes nothing if a string cannot be read', () => {
    const { exports, output } = load(engine, 'words')
    for (const pointer of [-8, 65536 * 2, 1]) {
      expect(thrown(() => exports.wild_abort!(pointer, 0))).toMatchObject({ code: 255 })
    }
    expect(thrown(() => exports.wild_abort!(exports.odd!(), 0))).toMatchObject({ code: 255 })
    expect(output().stderr).toBe('')
  })

  test('traces are off, or go to either stream', () => {
    const expected = 'trace: hello world 7.1,7.2\n'
    const off = load(engine, 'words')
    expect(off.exports.hello_world!(7)).toBe(10)
    expect(off.output()).toEqual({ stdout: '', stderr: '' })
    for (const trace of ['stdout', 'stderr'] as const) {
      const on = load(engine, 'words', { trace })
      expect(on.exports.hello_world!(7)).toBe(10)
      expect(on.output()).toEqual({ stdout: '', stderr: '', [trace]: expected })
    }
  })

  test('numbers of a trace are written as Go writes them', () => {
    const { exports, output } = load(engine, 'words', { trace: 'stdout' })
    exports.many!()
    expect(output().stdout).toBe('trace: many 1,2,3.3,4.4,5\ntrace: none\ntrace: big 1e+06,-1e-05,100000\n')
  })

  test('the console speaks UTF-8', () => {
    const { exports, output } = load(engine, 'words')
    exports.say!()
    expect(output()).toEqual({
      stdout: 'äöü 漢字 😀 \ufffd\n\ninfo\n',
      stderr: 'warn\nerror\nAssertion failed: said\nAssertion failed\n',
    })
  })

  test('timers of the console', () => {
    const { exports, output } = load(engine, 'words', { clock: fixedClock })
    exports.timer!()
    expect(output()).toEqual({
      stdout: 't: 0.000ms\nt: 0.000ms\n',
      stderr: "Warning: No such label 't' for console.time()\n",
    })
  })

  test('clocks and randomness are those that are given', () => {
    const random = (buffer: Uint8Array) => void buffer.fill(7)
    const { exports } = load(engine, 'words', { clock: fixedClock, random })
    expect(exports.now!()).toBe(1640995200123)
    expect(exports.since!()).toBe(1.5)
    const again = load(engine, 'words', { random })
    expect(exports.random!()).toBe(again.exports.random!())
    const [first, second] = [load(engine, 'words'), load(engine, 'words')]
    expect(first.exports.random!()).not.toBe(second.exports.random!())
  })

  test('random bytes become an array of the guest', () => {
    const random = (buffer: Uint8Array) => void buffer.fill(3)
    const { exports } = load(engine, 'crypto', { random })
    expect(exports.sum!(100)).toBe(300)
    expect(exports.sum!(0)).toBe(0)
    expect(exports.sum!(100_000)).toBe(300_000)
  })

  test('a runtime that is not exported is missed by name', () => {
    const { program, instance, exports } = load(engine, 'crypto')
    program.attach({ exports: { memory: instance.exports.memory } })
    expect(() => exports.sum!(1)).toThrow(
      'env.crypto.getRandomValuesN needs the export __new, which the guest does not have (asc --exportRuntime)',
    )
  })

  test('the mathematics of the host', () => {
    const { exports } = load(engine, 'math')
    expect(exports.area!(2)).toBe(4 * Math.PI)
    expect(exports.chance!()).toBe(1)
  })

  test('process.exit ends with its code', () => {
    const { exports } = load(engine, 'words')
    expect(thrown(() => exports.exit!(42))).toMatchObject({ name: 'Exit', code: 42 })
  })

  test('a pointer to nothing is a trap that names the function, and the guest goes on', () => {
    const { exports, output } = load(engine, 'words')
    for (const pointer of [-8, 0x7fffffff, exports.odd!() as number]) {
      const error = thrown(() => exports.wild!(pointer))
      expect(error).toBeInstanceOf(RuntimeError)
      expect((error as Error).message).toBe(
        `out of bounds memory access: env.console.log: there is no string at ${pointer >>> 0}`,
      )
    }
    exports.wild!(0)
    expect(exports.hello_world!(1)).toBe(4)
    expect(output().stdout).toBe('null\n')
  })

  test('a program of two hundred lines: an interpreter', () => {
    const { program, instance, output } = load(engine, 'calculator')
    expect(program.start(instance)).toBe(255)
    expect(output()).toEqual({
      stdout: calculated,
      stderr: 'expected ), not ; at calculator.ts:150:29\n',
    })
  })
})

test('every import that the compiler knows is given', () => {
  for (const name of ['words', 'crypto', 'start', 'calculator', 'math']) {
    const { env } = assemblyscript().imports
    const module = new jitsam.Module(fixture(`assemblyscript/${name}`))
    expect(jitsam.Module.imports(module).filter(entry => !(entry.name in env))).toEqual([])
  }
})
