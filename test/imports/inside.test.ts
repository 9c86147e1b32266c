// A guest's memory and table are found although they are not exported, as in wazero: in instances of this
// engine, or where the host's engine exports them under another name. Where that shows nothing, one error says
// so, and not the number of a bad address.
import { describe, expect, test } from 'vitest'
import { assemblyscript } from '#imports/assemblyscript/index.js'
import { emscripten } from '#imports/emscripten/index.js'
import { wasi } from '#imports/wasi/index.js'
import { WebAssembly as jitsam } from '#src/index.js'
import { assemble } from '../wat.js'
import { collector, type Engine, engines, native } from './engines.js'

type Call = (...values: readonly unknown[]) => unknown

interface Attached<System> {
  readonly system: System
  readonly exports: Readonly<Record<string, Call>>
  readonly printed: () => string
}

/** A guest that writes a line; `memories` are its fields. */
const writer = (memories: string) => `(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  ${memories}
  (data (i32.const 0) "\\10\\00\\00\\00\\03\\00\\00\\00")
  (data (i32.const 16) "hi\\n")
  (func (export "write") (result i32)
    (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
  (func (export "_start") (call $exit (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`

async function writing(engine: Engine, memories: string): Promise<Attached<ReturnType<typeof wasi>>> {
  const stdout = collector()
  const system = wasi({ stdout: stdout.write })
  const memory = new engine.Memory({ initial: 1, maximum: 1 })
  const module = new engine.Module(await assemble(writer(memories)))
  const instance = new engine.Instance(module, { ...system.imports, host: { memory } })
  system.attach(instance)
  return { system, exports: instance.exports as Record<string, Call>, printed: stdout.text }
}

const unseen =
  "the guest's memory cannot be seen: this engine shows only exports, and there is no memory among them"

describe('the memory of a guest of WASI', () => {
  test.each([
    ['not exported', '(memory 1)'],
    ['imported', '(memory (import "host" "memory") 1)'],
  ])('%s', async (_, memory) => {
    const { exports, printed } = await writing(jitsam, memory)
    expect(exports.write!()).toBe(0)
    expect(printed()).toBe('hi\n')
    const hidden = await writing(native, memory)
    expect(() => hidden.exports.write!()).toThrow(
      expect.objectContaining({ name: 'LinkError', message: unseen }),
    )
  })

  test.each(engines)('exported under another name, twice, on %s', async (_, engine) => {
    const { exports, printed } = await writing(engine, '(memory (export "heap") (export "mem") 1)')
    expect(exports.write!()).toBe(0)
    expect(printed()).toBe('hi\n')
  })

  test('one of two', async () => {
    const named = await writing(jitsam, '(memory (export "memory") 1) (memory (export "other") 1)')
    expect(named.exports.write!()).toBe(0)
    const exported = await writing(jitsam, '(memory (export "heap") 1) (memory 1)')
    expect(exported.exports.write!()).toBe(0)
    expect(named.printed() + exported.printed()).toBe('hi\nhi\n')
  })

  test('one of two that are not exported is not guessed', async () => {
    const { exports } = await writing(jitsam, '(memory 1) (memory 1)')
    expect(() => exports.write!()).toThrow('the guest has 2 memories and exports none of them as "memory"')
  })

  test('the program is run with it', async () => {
    const stdout = collector()
    const system = wasi({ stdout: stdout.write })
    const module = new jitsam.Module(await assemble(writer('(memory 1)')))
    expect(system.start(new jitsam.Instance(module, system.imports))).toBe(0)
    expect(stdout.text()).toBe('hi\n')
  })

  test.each(engines)('a memory that is given stays, on %s', async (_, engine) => {
    const { system, exports, printed } = await writing(engine, '(memory (import "host" "memory") 1)')
    const given = new engine.Memory({ initial: 1, maximum: 1 })
    new Uint8Array(given.buffer).set([16, 0, 0, 0, 1], 0)
    new Uint8Array(given.buffer).set([65], 16)
    system.attach({ exports: { memory: given } })
    expect(exports.write!()).toBe(0)
    expect(printed()).toBe('A')
  })

  test.each(engines)('a program that needs none runs on %s', async (_, engine) => {
    const system = wasi()
    const source = `(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (func (export "_start") (call $exit (i32.const 7))))`
    const module = new engine.Module(await assemble(source))
    expect(system.start(new engine.Instance(module, system.imports))).toBe(7)
  })
})

const invoking = (table: string) => `(module
  (import "env" "invoke_i" (func $invoke (param i32) (result i32)))
  (import "env" "emscripten_resize_heap" (func $resize (param i32) (result i32)))
  (memory 1 3)
  (func $seven (result i32) (i32.const 7))
  ${table}
  (func (export "setThrew") (param i32 i32))
  (func (export "stackSave") (result i32) (i32.const 0))
  (func (export "stackRestore") (param i32))
  (func (export "size") (result i32) (memory.size))
  (func (export "resize") (param i32) (result i32) (call $resize (local.get 0)))
  (func (export "run") (param i32) (result i32) (call $invoke (local.get 0))))`

async function invokes(engine: Engine, table: string) {
  const module = new engine.Module(await assemble(invoking(table)))
  const program = emscripten(module)
  const instance = new engine.Instance(module, program.imports)
  program.attach(instance)
  return instance.exports as Record<string, Call>
}

describe('the table of a program of Emscripten', () => {
  const content = 'funcref (elem $seven)'

  test('not exported', async () => {
    const exports = await invokes(jitsam, `(table ${content})`)
    expect(exports.run!(0)).toBe(7)
    expect(() => exports.run!(1)).toThrow('undefined element: env.invoke_i was given the index 1')
    const hidden = await invokes(native, `(table ${content})`)
    expect(() => hidden.run!(0)).toThrow(
      'env.invoke_i needs the table, which the guest does not export (__indirect_function_table)',
    )
  })

  test('beside one of other references', async () => {
    const table = `(table (export "references") 1 externref) (table ${content})`
    expect((await invokes(jitsam, table)).run!(0)).toBe(7)
  })

  test.each(engines)('exported under another name, on %s', async (_, engine) => {
    expect((await invokes(engine, `(table (export "functions") ${content})`)).run!(0)).toBe(7)
  })

  test('its memory grows, as far as it may', async () => {
    const { resize, size } = await invokes(jitsam, `(table ${content})`)
    expect([resize!(100_000), size!(), resize!(65536 * 4), size!()]).toEqual([1, 2, 0, 2])
    const hidden = await invokes(native, `(table ${content})`)
    expect(() => hidden.resize!(100_000)).toThrow(unseen)
  })
})

test('the memory of a program of AssemblyScript, not exported', async () => {
  const source = `(module
    (import "env" "console.log" (func $log (param i32)))
    (memory 1)
    (data (i32.const 16) "\\04\\00\\00\\00h\\00i\\00")
    (func (export "_start") (call $log (i32.const 20))))`
  const bytes = await assemble(source)
  const stdout = collector()
  const program = assemblyscript({ stdout: stdout.write })
  expect(program.start(new jitsam.Instance(new jitsam.Module(bytes), program.imports))).toBe(0)
  expect(stdout.text()).toBe('hi\n')
  const hidden = assemblyscript()
  const instance = new native.Instance(new native.Module(bytes), hidden.imports)
  expect(() => hidden.start(instance)).toThrow(unseen)
})

test('nothing of what is inside is seen on the instance', async () => {
  const { Instance, Module } = jitsam
  const instance = new Instance(new Module(await assemble('(module (memory 1) (table 1 funcref))')), {})
  expect(Reflect.ownKeys(instance)).toEqual([])
  expect(Object.keys(instance.exports)).toEqual([])
})
