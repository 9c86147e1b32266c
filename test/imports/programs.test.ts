// Real programs on two engines: the import object is a plain one, so the host's own WebAssembly must come
// to the same exit code, output and errors as this engine.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type WasiOptions, wasi } from '#imports/wasi/index.js'
import { WebAssembly as jitsam } from '#src/index.js'
import { type Engine, native } from './engines.js'

function run(engine: Engine, program: string, options: WasiOptions) {
  const output = { stdout: '', stderr: '' }
  const add = (to: 'stdout' | 'stderr') => (bytes: Uint8Array) => {
    output[to] += Buffer.from(bytes).toString('latin1')
  }
  const system = wasi({ ...options, stdout: add('stdout'), stderr: add('stderr') })
  const file = readFileSync(new URL(`../fixtures/wasi/${program}.wasm`, import.meta.url))
  const instance = new engine.Instance(new engine.Module(file), system.imports)
  return { code: system.start(instance), ...output }
}

const text = 'to be or not to be that is the question\n'.repeat(1000)

test.each<[program: string, options: WasiOptions]>([
  ['hello', {}],
  ['arguments', { args: ['app', 'ä', ''], env: { A: 'b', EMPTY: '' } }],
  ['cat', { stdin: text }],
  ['cat', { stdin: Buffer.from([0, 255, 128, 10]) }],
  ['words', { stdin: text, args: ['words', 'that'], env: { LIMIT: '4' } }],
  ['words', { stdin: Buffer.from([255]) }],
  ['exit', { args: ['exit', '200'] }],
  ['exit', { args: ['exit'] }],
  ['clock', {}],
  ['files', {}],
])('%s %o', (program, options) => {
  const expected = run(native, program, options)
  expect(expected.stdout + expected.stderr).not.toBe('')
  expect(run(jitsam, program, options)).toEqual(expected)
})

test('fixed sources give the same bytes in every run', () => {
  let next = 0
  const fixed = (): WasiOptions => ({
    stdin: text,
    random: buffer => void buffer.fill(7),
    clock: {
      realtime: () => 1640995200000000000n,
      monotonic: () => BigInt(next++) * 1_000_000n,
      sleep: () => {},
    },
  })
  expect(run(jitsam, 'words', fixed())).toEqual(run(jitsam, 'words', fixed()))
})

test('a trap is the error of the engine, and output before it is kept', () => {
  const written: number[] = []
  const system = wasi({ args: ['trap', 'divide'], stdout: bytes => void written.push(...bytes) })
  const file = readFileSync(new URL('../fixtures/wasi/trap.wasm', import.meta.url))
  const instance = new jitsam.Instance(new jitsam.Module(file), system.imports)
  expect(() => system.start(instance)).toThrow(jitsam.RuntimeError)
  expect(String.fromCharCode(...written)).toBe('before the trap\n')
})
