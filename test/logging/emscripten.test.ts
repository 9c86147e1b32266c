// The lines of Emscripten's functions. The first module is laid out as wazero's own test program is, so that
// its lines are those of wazero: a call through `invoke_*` shows what the host calls in its turn.
import { describe, expect, test } from 'vitest'
import { emscripten, rows } from '#imports/emscripten/index.js'
import { memory } from '#imports/fs/index.js'
import { compile, WebAssembly } from '#src/index.js'
import { fixture } from '../imports/engines.js'
import { assemble } from '../wat.js'

type Call = (...values: readonly unknown[]) => unknown

const invoking = `(module
  (import "env" "invoke_ii" (func $invoke_ii (param i32 i32) (result i32)))
  (import "env" "invoke_v" (func $invoke_v (param i32)))
  (import "env" "_emscripten_throw_longjmp" (func $throw))
  (table (export "__indirect_function_table") 21 funcref)
  (elem (i32.const 2) $i32_i32)
  (elem (i32.const 20) $call_longjmp_throw)
  (global $sp (mut i32) (i32.const 65536))
  (memory (export "memory") 1)
  (func $stackSave (export "stackSave") (result i32) (global.get $sp))
  (func $stackRestore (export "stackRestore") (param i32) (global.set $sp (local.get 0)))
  (func $setThrew (export "setThrew") (param i32 i32))
  (func $i32_i32 (export "f") (param i32) (result i32) (local.get 0))
  (func $call_longjmp_throw (export "g") (call $throw))
  (func $call_i32_i32 (export "call_invoke_ii") (param i32 i32) (result i32)
    (call $invoke_ii (local.get 0) (local.get 1)))
  (func $call_invoke_v_with_longjmp_throw (export "call_invoke_v") (param i32)
    (global.set $sp (i32.const 42))
    (call $invoke_v (local.get 0))))`

interface Options {
  readonly scopes: string
  readonly format?: 'text' | 'json'
}

/** What is logged while an instance runs. */
async function logOf(bytes: Uint8Array, options: Options, run: (exports: Record<string, Call>) => unknown) {
  let log = ''
  const write = (line: string) => (log += line)
  const module = compile(bytes, { logging: { ...options, rows, write, now: () => 0n } })
  const program = emscripten(module, { preopens: { '/data': memory({ 'kept.txt': 'kept\n' }) } })
  const instance = new WebAssembly.Instance(module, program.imports)
  program.attach(instance)
  run(instance.exports as unknown as Record<string, Call>)
  return log
}

const golden = `--> .call_i32_i32(2,42)
	==> env.invoke_ii(index=2,a1=42)
		--> .stackSave()
		<-- 65536
		--> .i32_i32(42)
		<-- 42
	<== 42
<-- 42
--> .call_invoke_v_with_longjmp_throw(20)
	==> env.invoke_v(index=20)
		--> .stackSave()
		<-- 42
		--> .call_longjmp_throw()
			==> env._emscripten_throw_longjmp()
		--> .stackRestore(42)
		<--
		--> .setThrew(1,0)
		<--
	<==
<--
`

const calls = (exports: Record<string, Call>) => {
  exports.call_invoke_ii!(2, 42)
  exports.call_invoke_v!(20)
}

test('a call through invoke_* shows what is called on its way', async () => {
  expect(await logOf(await assemble(invoking, 'invoke.wat', 'named'), { scopes: 'all' }, calls)).toBe(golden)
  expect(
    await logOf(
      await assemble(invoking, 'invoke.wat', 'named'),
      { scopes: 'clock,filesystem,memory,poll,proc,random,sock' },
      calls,
    ),
  ).toBe('')
})

test('the same in JSON', async () => {
  const log = await logOf(
    await assemble(invoking, 'invoke.wat', 'named'),
    { scopes: 'all', format: 'json' },
    calls,
  )
  const lines = log
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(lines.map(({ function: name, depth }) => [name, depth])).toEqual([
    ...[
      ['stackSave', 2],
      ['i32_i32', 2],
      ['invoke_ii', 1],
      ['call_i32_i32', 0],
      ['stackSave', 2],
    ],
    ...[
      ['_emscripten_throw_longjmp', 3],
      ['call_longjmp_throw', 2],
      ['stackRestore', 2],
      ['setThrew', 2],
    ],
    ...[
      ['invoke_v', 1],
      ['call_invoke_v_with_longjmp_throw', 0],
    ],
  ])
  expect(lines[2]).toMatchObject({ module: 'env', params: { index: 2, a1: 42 }, results: { 0: 42 } })
  expect(lines[5]).toMatchObject({ module: 'env', error: 'longjmp leads to no setjmp' })
})

const start = (exports: Record<string, Call>) => {
  try {
    exports._start!()
  } catch (error) {
    expect(error).toMatchObject({ name: 'Exit', code: 0 })
  }
}

describe('scopes', () => {
  test('memory: its growth, as Emscripten tells it', async () => {
    const log = await logOf(fixture('emscripten/grow'), { scopes: 'memory' }, start)
    const lines = '==> env.emscripten_notify_memory_growth(memory_index=0)\n<==\n'
    expect(log.length).toBeGreaterThan(lines.length)
    expect(log.replaceAll(lines, '')).toBe('')
  })

  test('memory in JSON: with the sizes', async () => {
    const log = await logOf(fixture('emscripten/grow'), { scopes: 'memory', format: 'json' }, start)
    const [grown, told] = log.split('\n').map(line => line && JSON.parse(line))
    expect(grown).toMatchObject({ function: 'memory.grow', params: { memory: 0 } })
    expect(grown.results.new).toBeGreaterThan(grown.results.old)
    expect(told).toMatchObject({ module: 'env', function: 'emscripten_notify_memory_growth', results: {} })
  })

  test('filesystem: system calls, with paths and the names of errors', async () => {
    const log = await logOf(fixture('emscripten/names'), { scopes: 'filesystem' }, start)
    expect(log).toContain('==> env.__syscall_mkdir(path=/data/new,mode=511)\n<== errno=ESUCCESS\n')
    expect(log).toContain('==> env.__syscall_mkdir(path=/data/new,mode=511)\n<== errno=EEXIST\n')
    expect(log).toMatch(/==> env\.__syscall_getcwd\(buf=\d+,buf_len=100\)\n<== \(size=2,errno=ESUCCESS\)\n/)
    expect(log).toMatch(/==> env\.__syscall_getcwd\(buf=\d+,buf_len=3\)\n<== \(size=,errno=ERANGE\)\n/)
  })
})

test('proc: an abort', async () => {
  const source = `(module (import "env" "abort" (func $abort)) (func (export "_start") (call $abort)))`
  const log = await logOf(await assemble(source), { scopes: 'proc' }, ({ _start }) =>
    expect(_start).toThrow('module closed with exit_code(134)'),
  )
  expect(log).toBe('==> env.abort()\n')
})
