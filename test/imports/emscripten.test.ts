// Programs of Emscripten on both engines: what they print, how they end; and guests that give their host what
// no compiler would. The output of throw.cpp, jump.c and calls.c is what a native compiler's program prints.
import { describe, expect, test } from 'vitest'
import { type EmscriptenOptions, emscripten } from '#imports/emscripten/index.js'
import { memory } from '#imports/fs/index.js'
import { Guest, type GuestMemory } from '#imports/guest.js'
import { compile, WebAssembly as jitsam, LinkError, RuntimeError } from '#src/index.js'
import { assemble } from '../wat.js'
import { collector, type Engine, type Exports, engines, fixture, native } from './engines.js'

type Call = (...values: readonly unknown[]) => unknown

interface Growing extends GuestMemory {
  grow(pages: number): number
}

interface Loaded {
  readonly exports: Readonly<Record<string, Call>>
  /** Runs it; its exit code and all it has written. */
  run(): { code: number; stdout: string; stderr: string }
  output(): { stdout: string; stderr: string }
}

function load(engine: Engine, bytes: Uint8Array, options: EmscriptenOptions = {}): Loaded {
  const [stdout, stderr] = [collector(), collector()]
  const module = new engine.Module(bytes)
  const program = emscripten(module, { stdout: stdout.write, stderr: stderr.write, ...options })
  const instance = new engine.Instance(module, program.imports)
  program.attach(instance)
  const output = () => ({ stdout: stdout.text(), stderr: stderr.text() })
  return {
    exports: instance.exports as Readonly<Record<string, Call>>,
    output,
    run: () => ({ code: program.start(instance), ...output() }),
  }
}

const guest = (name: string) => fixture(`emscripten/${name}`)

const thrown = `~0 (1 uncaught)
~1 (1 uncaught)
~2 (1 uncaught)
caught bottom, 0 uncaught
int 42
text pointer
~Both
second 2
string string
something
something
first 1
again 3
inside a handler
still 3
~Both
kept
sum 24995000
`

const named = `cwd /
mkdir done
mkdir File exists
chdir done
cwd /data/new
mkdir done
rename done
moved.txt: file of 5 bytes, 1600000000
/data/new/../new/moved.txt: file of 5 bytes, 1600000000
/data/kept.txt: No such file or directory
/etc/passwd: No such file or directory
../../../../etc/passwd: No such file or directory
symlink done
link to moved.txt
access done
access No such file or directory
unlink done
rmdir Directory not empty
unlink done
rmdir done
rmdir done
getcwd Result not representable
2022-01-01 00:00:00
time has passed
`

const filed = `argument files
argument one
line 0
line 1
line 2
the end
29 bytes
append 1
terminal 0
truncate 0
5 bytes
Not a directory
No such file or directory
exclusive File exists
103 entries from . to text
2024-02-29 12:34:56 day 060
1738458000
2025-2-2
1
7
`

/** A folder with one file of a known time. */
function data() {
  const folder = memory({ 'kept.txt': 'kept\n' })
  folder.setTimesOf('kept.txt', { modified: 1600000000_000000000n })
  return folder
}

describe.each(engines)('%s', (_, engine) => {
  test.each<[string, string, EmscriptenOptions?]>([
    ['jump', 'jumped with 7\nouter 5\n1000 jumps\njumped with -1\n'],
    ['calls', '1\n-60047995031604\n3.75\n1.5\n-1 -9223372036854775808 0.5 1e+300\n2 jumps\n'],
    ['throw', thrown],
    ['grow', 'app has 2 arguments, 40 megabytes\n', { args: ['app', 'one', 'two'] }],
    ['names', named, { preopens: { '/data': data() } }],
  ])('%s', (name, stdout, options) => {
    expect(load(engine, guest(name), options).run()).toEqual({ code: 0, stdout, stderr: '' })
  })

  test('a program without its glue code: files, calendars, arguments, the result of main', () => {
    const options = { args: ['files', 'one'], preopens: { '/data': memory({}) } }
    const loaded = load(engine, guest('files'), options)
    expect(loaded.run()).toEqual({ code: 2, stdout: filed, stderr: '' })
    expect(load(engine, guest('files')).run()).toMatchObject({
      ...{ code: 3, stdout: 'cannot open: No such file or directory\n' },
    })
  })

  test('the host is told of growth, and no view from before is used', () => {
    const sizes: number[] = []
    const loaded = load(engine, guest('grow'), { onMemoryGrowth: () => sizes.push(size()) })
    const size = () => (loaded.exports.memory as unknown as { buffer: ArrayBuffer }).buffer.byteLength
    const before = size()
    expect(loaded.run().stdout).toContain('40 megabytes')
    expect(sizes.length).toBeGreaterThan(1)
    expect([before, ...sizes]).toEqual([before, ...sizes].sort((a, b) => a - b))
    expect(sizes.at(-1)).toBe(size())
    expect(size()).toBeGreaterThan(40 << 20)
  })

  test('an uncaught exception is a trap that names its type', () => {
    const loaded = load(engine, guest('throw'), { args: ['app', 'too far'] })
    expect(() => loaded.run()).toThrow('uncaught C++ exception of type St12out_of_range')
    expect(loaded.output().stdout).toBe(thrown)
  })

  test('all missing imports are named at once', () => {
    const module = new engine.Module(guest('missing'))
    const [first, second] =
      engine === native ? ['function', 'function'] : ['[i32 i64] -> [i32]', '[] -> [f64]']
    const names = `unknown imports: env.first ${first}, env.second ${second}`
    expect(() => emscripten(module)).toThrow(new LinkError(names))
    const own = { env: { first: (a: number, b: bigint) => a + Number(b), second: () => 1.5 } }
    expect(load(engine, guest('missing'), { imports: own }).run().code).toBe(4)
  })
})

describe.each(engines)('a guest that means no good, on %s', (_, engine) => {
  const wild = (options?: EmscriptenOptions) => load(engine, guest('wild'), options)

  const works = ({ exports }: Loaded) => {
    exports.invoke!(exports.set_index!(), 42)
    expect(exports.value!()).toBe(42)
  }

  test.each<[string, (exports: Loaded['exports']) => unknown, string]>([
    [
      'an index',
      e => e.invoke!(-1, 1),
      'undefined element: env.invoke_vi was given the index 4294967295 of a table of 4',
    ],
    ['an empty place', e => e.invoke!(0, 1), 'uninitialized element: env.invoke_vi was given the index 0'],
    [
      'a type',
      e => e.invoke!(e.wrong_index!(), 1),
      'indirect call type mismatch: env.invoke_vi was given the index 2, where a [i32] -> [] is required',
    ],
    [
      'a range',
      e => e.copy!(-8, 0, 16),
      "out of bounds memory access: env.emscripten_memcpy_js: the range from 4294967288, 16 bytes long, is not in the guest's memory",
    ],
    [
      'a source',
      e => e.copy!(0, 0x7fffffff, 1),
      "out of bounds memory access: env.emscripten_memcpy_js: the range from 2147483647, 1 bytes long, is not in the guest's memory",
    ],
    [
      'an exception',
      e => e.catch!(8),
      "out of bounds memory access: env.__cxa_begin_catch: the range from -16, 24 bytes long, is not in the guest's memory",
    ],
    ['no exception', e => e.end_catch!(), 'env.__cxa_end_catch: no exception is being handled'],
    [
      'a text',
      e => e.log!(-1),
      "out of bounds memory access: env.emscripten_console_log: the range from 4294967295, 0 bytes long, is not in the guest's memory",
    ],
    ['a jump', e => e.jump!(), 'longjmp leads to no setjmp'],
    ['a thrown object', e => e.throw!(4096, -4), 'uncaught C++ exception of type unknown'],
  ])('%s that leads nowhere', (_, attack, message) => {
    const loaded = wild()
    let error: unknown
    try {
      attack(loaded.exports)
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(RuntimeError)
    expect((error as Error).message).toBe(message)
    works(loaded)
  })

  test('a system call answers with the number of an error', () => {
    const loaded = wild({ preopens: { '/': memory({ 'host and guest': 'x' }) } })
    const { stat, text } = loaded.exports
    expect(stat!(-1, 0)).toBe(-21)
    expect(stat!(text!(), -4)).toBe(-21)
    expect(stat!(text!(), 1024)).toBe(0)
    works(loaded)
  })

  test('exports that are missing are named', async () => {
    const source = `(module
      (import "env" "invoke_i" (func $invoke (param i32) (result i32)))
      (table (export "__indirect_function_table") 1 funcref)
      (memory (export "memory") 1)
      (func (export "run") (result i32) (call $invoke (i32.const 0))))`
    const { exports } = load(engine, await assemble(source))
    expect(() => exports.run!()).toThrow(
      'env.invoke_i needs the export emscripten_stack_get_current or stackSave, which the guest does not have',
    )
  })
})

const signatures = `(module
  (import "env" "invoke_vijfd" (func $all (param i32 i32 i64 f32 f64)))
  (import "env" "invoke_j" (func $wide (param i32) (result i64)))
  (import "env" "_emscripten_throw_longjmp" (func $jump))
  (global $stack (mut i32) (i32.const 1000))
  (global $threw (mut i32) (i32.const 0))
  (global $sum (mut f64) (f64.const 0))
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") funcref (elem $add $answer $leave))
  (func $add (param i32 i64 f32 f64)
    (global.set $sum (f64.add (f64.add (f64.convert_i32_s (local.get 0)) (f64.convert_i64_s (local.get 1)))
                              (f64.add (f64.promote_f32 (local.get 2)) (local.get 3)))))
  (func $answer (result i64) (i64.const 0x123456789abcdef0))
  (func $leave (result i64) (global.set $stack (i32.const 5)) (call $jump) (i64.const 1))
  (func (export "emscripten_stack_get_current") (result i32) (global.get $stack))
  (func (export "_emscripten_stack_restore") (param i32) (global.set $stack (local.get 0)))
  (func (export "setThrew") (param i32 i32) (global.set $threw (local.get 0)))
  (func (export "stack") (result i32) (global.get $stack))
  (func (export "threw") (result i32) (global.get $threw))
  (func (export "all") (result f64)
    (call $all (i32.const 0) (i32.const -1) (i64.const 0x100000000) (f32.const 0.5) (f64.const 0.25))
    (global.get $sum))
  (func (export "wide") (param i32) (result i64) (call $wide (local.get 0))))`

test.each(engines)(
  'values of 64 bits that are not split, and the names of newer versions, on %s',
  async (_, engine) => {
    const { exports } = load(engine, await assemble(signatures))
    expect(exports.all!()).toBe(0xffffffff + 0.75)
    expect(exports.wide!(1)).toBe(0x123456789abcdef0n)
    expect(exports.wide!(2)).toBe(0n)
    expect([exports.stack!(), exports.threw!()]).toEqual([1000, 1])
  },
)

test('a view of a memory that has grown is let go of', () => {
  const grown = new (Reflect.get(native, 'Memory') as new (limits: object) => Growing)({ initial: 1 })
  const guest = new Guest()
  guest.attach(grown)
  const before = guest.bytes(0, 4)
  grown.grow(1)
  expect(before.length).toBe(0)
  guest.refresh()
  expect(guest.bytes(65536, 4).buffer).toBe(grown.buffer)
  expect(guest.view(0, 4).buffer).toBe(grown.buffer)
})

test('a module of this engine that somebody listens to has the same imports', () => {
  const module = compile(guest('jump'), { logging: { scopes: 'all', write: () => undefined } })
  const stdout = collector()
  const program = emscripten(module, { stdout: stdout.write })
  const instance = new jitsam.Instance(module, program.imports) as { exports: Exports }
  expect(program.start(instance)).toBe(0)
  expect(stdout.text()).toContain('1000 jumps')
})
