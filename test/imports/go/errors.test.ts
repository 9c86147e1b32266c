// What a guest does wrong ends it, with an error that names the function and the guest's value; the host can
// run the next one.
import { expect, test } from 'vitest'
import { type Go, go } from '#imports/go/index.js'
import { WebAssembly } from '#src/index.js'
import { assemble } from '../../wat.js'
import { call, direct, fixed, type HostCall, left } from './direct.js'

const instantiate = async (text: string, imports: object = {}) =>
  new WebAssembly.Instance(new WebAssembly.Module(await assemble(text)), imports as never)

const wild = 0x7ff80001_00001234n

test.each<[calls: readonly HostCall[], message: string]>([
  [
    [call('syscall/js.valueGet', wild, 'x')],
    'syscall/js.valueGet: there is no value with the reference 0x7ff8000100001234',
  ],
  [
    [call('syscall/js.valueCall', fixed.global, 'x', [wild])],
    'syscall/js.valueCall: there is no value with the reference 0x7ff8000100001234',
  ],
  [
    [call('syscall/js.finalizeRef', wild)],
    'syscall/js.finalizeRef: there is no value with the reference 0x7ff8000100001234',
  ],
  [
    [call('syscall/js.valueGet', fixed.global, 0x7fff0000n, 5)],
    "out of bounds memory access: syscall/js.valueGet: the range from 2147418112, 5 bytes long, is not in the guest's memory",
  ],
  [
    [call('syscall/js.stringVal', 100, -1n)],
    "out of bounds memory access: syscall/js.stringVal: the range from 100, -1 bytes long, is not in the guest's memory",
  ],
  [
    [call('syscall/js.valueCall', fixed.global, 'x', 8, 0xffff_ffffn)],
    "out of bounds memory access: syscall/js.valueCall: the range from 8, 34359738360 bytes long, is not in the guest's memory",
  ],
  [
    [call('runtime.getRandomData', 1n << 62n, 8)],
    "out of bounds memory access: runtime.getRandomData: the range from 4611686018427388000, 8 bytes long, is not in the guest's memory",
  ],
  [[call('syscall/js.valueGet', 0, 'x')], 'syscall/js.valueGet: undefined has no properties'],
  [[call('syscall/js.valueSet', fixed.null, 'x', 0)], 'syscall/js.valueSet: null has no properties'],
  [
    [call('syscall/js.valueGet', fixed.global, 'Object'), call('syscall/js.valueSet', left(0, 3), 'x', 0)],
    'syscall/js.valueSet: the property x cannot be set',
  ],
  [[call('syscall/js.valueInstanceOf', fixed.global, fixed.global)], 'not a constructor'],
  [
    [call('syscall/js.valueLoadString', fixed.global, 8, 8)],
    'syscall/js.valueLoadString: what is to be loaded is no text',
  ],
])('%o', async (calls, message) => {
  const ended = direct(calls)
  await expect(ended).rejects.toThrow(WebAssembly.RuntimeError)
  await expect(ended).rejects.toThrow(message)
  // The host is as before.
  expect((await direct([])).code).toBe(0)
})

test('a stack outside of the memory', async () => {
  const text = `(module (import "go" "syscall/js.valueLength" (func (param i32)))
    (memory (export "mem") 1)
    (func (export "run") (param i32 i32) (call 0 (i32.const -16)))
    (func (export "resume")) (func (export "getsp") (result i32) (i32.const 0)))`
  const program = go({ global: 'closed' })
  const instance = await instantiate(text, program.imports)
  await expect(program.run(instance)).rejects.toThrow(
    'out of bounds memory access: syscall/js.valueLength: the stack pointer is 4294967280',
  )
})

test('an error of a call is given to the program', async () => {
  const calls = [call('syscall/js.valueCall', fixed.global, 'none', []), call('runtime.wasmExit', 5)]
  const { code, memory } = await direct(calls)
  expect(code).toBe(5)
  // ok is false, and what stands before it an object.
  expect(memory.getUint8(65536 + 64)).toBe(0)
  expect(memory.getUint32(65536 + 60, true)).toBe(0x7ff80001)
})

test.each([
  ['run, resume, getsp', '(memory (export "mem") 1)'],
  ['mem, run, resume, getsp', ''],
  ['getsp', '(memory (export "mem") 1) (func (export "run")) (func (export "resume"))'],
])('a module without %s', async (missing, fields) => {
  const instance = await instantiate(`(module ${fields})`)
  await expect(go().run(instance)).rejects.toThrow(
    `not a program of GOOS=js GOARCH=wasm, Go 1.18 or later: it does not export ${missing}`,
  )
})

test('a program that was built by a version of long ago does not link', async () => {
  const text = '(module (import "go" "runtime.scheduleCallback" (func (param i32))))'
  const module = new WebAssembly.Module(await assemble(text))
  expect(() => new WebAssembly.Instance(module, go().imports as never)).toThrow(WebAssembly.LinkError)
})

test.each([
  [{ args: ['x'.repeat(8200)] }, 'total length of command line and environment variables exceeds limit'],
  [{ env: { A: 'x'.repeat(8200) } }, 'total length of command line and environment variables exceeds limit'],
  [{ args: ['a\0b'] }, 'args invalid: contains NUL character'],
  [{ env: { 'a=b': 'c' } }, "environ invalid: key contains '=' character"],
  [{ env: { '': 'c' } }, 'environ invalid: empty key'],
])('arguments that are none: %#', async (options, message) => {
  await expect(direct([], options)).rejects.toThrow(message)
})

test('the limit is exact', async () => {
  const longest = 12288 - 4096 - 3 * 8 - 8 - 1
  await expect(direct([], { args: ['x'.repeat(longest)] })).resolves.toMatchObject({ code: 0 })
  await expect(direct([], { args: ['x'.repeat(longest + 1)] })).rejects.toThrow('exceeds limit')
})

test('a program runs once, and is not called after its end', async () => {
  let program: Go | undefined
  const calls = [call('runtime.wasmExit', 0)]
  program = (await direct(calls)).program
  await expect(program.run({ exports: {} })).rejects.toThrow('Go program has already exited')
  expect(() => program.imports.go['runtime.nanotime1']!(8)).toThrow('Go program has already exited')
})

test('a trap in the guest is the error of run', async () => {
  const text = `(module (memory (export "mem") 1) (func (export "run") (param i32 i32) unreachable)
    (func (export "resume")) (func (export "getsp") (result i32) (i32.const 0)))`
  const instance = await instantiate(text)
  await expect(go().run(instance)).rejects.toThrow(WebAssembly.RuntimeError)
})

test('a program can be ended from outside', async () => {
  const text = `(module (memory (export "mem") 1) (func (export "run") (param i32 i32))
    (func (export "resume")) (func (export "getsp") (result i32) (i32.const 0)))`
  const instance = await instantiate(text)
  const program = go()
  const ended = program.run(instance)
  program.abort(new Error('enough'))
  await expect(ended).rejects.toThrow('enough')
})
