// Guests that do not end, one for each way in which a guest can go on for ever. Each is a module in text, of which
// `run` is called, or a program in another language with its argument. What they import is WASI, or functions of
// the test's own (`host`), which only guests within a process can have.
//
// Of WASI they have a file system with an empty `file`, a large one, and a folder `dir` of a thousand entries.

import { type Bytes, empty, funcType, body as functionBody, i32, op, wasm } from '../limits/bytes.js'

export interface Kind {
  /** Fields of a module. */
  readonly wat?: string
  readonly bytes?: () => Uint8Array
  /** A program of test/fixtures/endless, and its argument. */
  readonly program?: string
  readonly argument?: string
  /** Why it is only tried as a process of its own. */
  readonly apart?: string
}

const pages = 16384
const gigabyte = pages * 65536

const body = (code: string, fields = ''): Kind => ({ wat: `${fields} (func (export "run") ${code})` })

/** What stands in a memory for the functions of WASI that are given names and ranges. */
const wasi = (name: string, type: string) =>
  `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${type}))`
const inMemory = `(memory (export "memory") 2)
  (data (i32.const 16) "\\00\\04\\00\\00\\00\\01\\00\\00") (data (i32.const 64) "file") (data (i32.const 80) "missing")
  (data (i32.const 96) "dir") (data (i32.const 112) "large")`
const i32s = (count: number) => `(param ${'i32 '.repeat(count)}) (result i32)`
const pathOpen = wasi('path_open', '(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)')

/** Opens what has its name at an address; its number is left at 0. */
const open = (at: number, length: number, { oflags = 0, rights = 2 } = {}) =>
  `(call $path_open (i32.const 3) (i32.const 0) (i32.const ${at}) (i32.const ${length}) (i32.const ${oflags})
    (i64.const ${rights}) (i64.const 0) (i32.const 0) (i32.const 0))`

const forever = (code: string) => `(loop $again ${code} br $again)`

/** A function of so many steps on so many locals, none of which V8 can leave out. */
const long = (steps: number, locals: number): string =>
  Array.from({ length: steps }, (_, i) => {
    const [to, from] = [i % locals, (i * 7 + 3) % locals]
    return `(local.set ${to} (i32.add (i32.rotl (local.get ${from}) (i32.const ${i % 31})) (i32.xor (local.get ${to}) (i32.const ${i}))))`
  }).join('\n')

/** A module of one function with a local, written as bytes: what is this deep, text cannot say. */
const inBytes = (code: (code: Bytes) => unknown): Kind => ({
  bytes: () =>
    wasm(bytes =>
      bytes
        .section(1, part => funcType(part.u(1), [], []))
        .section(3, part => part.u(1).u(0))
        .section(7, part => part.u(1).text('run').bytes(0).u(0))
        .section(10, part => functionBody(part.u(1), { locals: [[1, i32]], code })),
    ),
})

const count = (code: Bytes): Bytes => code.get(0).const(1).bytes(op.add).set(0)

/** A loop around so many blocks; what jumps leaves half of them. */
const aroundBlocks = (levels: number): Kind =>
  inBytes(code => {
    code.bytes(op.loop, empty).times(levels, inner => inner.bytes(op.block, empty))
    code
      .get(0)
      .const(1)
      .bytes(op.and, op.brIf)
      .u(levels >> 1)
    code
      .times(levels, (inner, i) => (i % 3 === 0 ? count(inner) : inner).bytes(op.end))
      .bytes(op.br, 0, op.end)
  })

/** So many loops, of which one far out is gone back to now and then, and else one near. */
const withinLoops = (levels: number): Kind =>
  inBytes(code => {
    count(code.times(levels, inner => inner.bytes(op.loop, empty)))
    code
      .get(0)
      .const(7)
      .bytes(op.and, op.brIf)
      .u(levels >> 1)
    code.bytes(op.br, 3).times(levels, inner => inner.bytes(op.end))
  })

const loops: Readonly<Record<string, Kind>> = {
  'an empty loop': body('(loop br 0)'),
  'a loop within loops': body('(loop (loop (loop br 0) br 0) br 1)'),
  'a loop that is left for an outer one': body('(loop (loop br 1))'),
  'a loop left by the cases of a br_table': body(`(local i32)
    (loop $l (loop
      (local.set 0 (i32.xor (local.get 0) (i32.const 1)))
      (br_table 0 $l (local.get 0))))`),
  'a machine of states in a br_table': body(`(local i32)
    (loop $next
      (block $c (block $b (block $a
        (br_table $a $b $c (local.get 0)))
        (local.set 0 (i32.const 1)) (br $next))
        (local.set 0 (i32.const 2)) (br $next))
      (local.set 0 (i32.const 0)) (br $next))`),
  'a loop with a condition': body(`(local i32)
    (loop (local.set 0 (i32.add (local.get 0) (i32.const 1))) (br_if 0 (i32.ne (local.get 0) (i32.const 0))) br 0)`),
  'a loop with parameters': body('(i32.const 1) (loop (param i32) (i32.const 3) i32.mul br 0)'),
  'a loop of ifs': body(`(local i32)
    (loop (if (i32.and (local.get 0) (i32.const 1))
      (then (local.set 0 (i32.mul (local.get 0) (i32.const 3))))
      (else (local.set 0 (i32.add (local.get 0) (i32.const 5))))) br 0)`),
  'a loop of 64 bits': body(`(local i64)
    (loop (local.set 0 (i64.add (i64.mul (local.get 0) (i64.const 6364136223846793005)) (i64.const 1)))
      (br_if 0 (i64.ne (local.get 0) (i64.const -1))) br 0)`),
  'divisions of 64 bits': body(`(local i64 i64)
    (local.set 0 (i64.const -7))
    (loop (local.set 1 (i64.add (local.get 1) (i64.rem_u (local.get 0) (i64.const 1000003))))
      (local.set 0 (i64.sub (i64.div_s (local.get 0) (i64.const 3)) (local.get 1))) br 0)`),
  'a loop of floats': body(`(local f64)
    (loop (local.set 0 (f64.sqrt (f64.add (local.get 0) (f64.const 2)))) (br_if 0 (f64.lt (local.get 0) (f64.const 3))))`),
  'a loop of singles': body(`(local f32)
    (loop (local.set 0 (f32.mul (f32.add (local.get 0) (f32.const 1)) (f32.const 0.5)))
      (br_if 0 (f32.le (local.get 0) (f32.const 2))))`),
  'a loop through a list that is a ring': body(
    '(local i32) (loop (local.set 0 (i32.load (local.get 0))) br 0)',
    '(memory 1) (data (i32.const 0) "\\04\\00\\00\\00\\08\\00\\00\\00\\00\\00\\00\\00")',
  ),
  'a loop through all the memory': body(
    `(local i32)
    (loop (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (i32.const 1)))
      (local.set 0 (i32.and (i32.add (local.get 0) (i32.const 4)) (i32.const 0xffffc))) br 0)`,
    '(memory 16)',
  ),
  'a loop of globals': body(
    '(loop (global.set 0 (i32.add (global.get 0) (i32.const 1))) br 0)',
    '(global (export "count") (mut i32) (i32.const 0))',
  ),
  'a loop only in the start function': {
    wat: '(func (export "run")) (func $start (loop br 0)) (start $start)',
  },
}

const calls: Readonly<Record<string, Kind>> = {
  'a loop with calls': body('(loop (br_if 0 (call $f)))', '(func $f (result i32) i32.const 1)'),
  'short loops called in a loop': body(
    '(loop (call $f (i32.const 1000)) br 0)',
    '(func $f (param i32) (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))',
  ),
  'short loops that return, called in a loop': body(
    '(loop (call $f (i32.const 1000)) br 0)',
    `(func $f (param i32) (loop (if (i32.eqz (local.get 0)) (then return))
      (local.set 0 (i32.sub (local.get 0) (i32.const 1))) br 0))`,
  ),
  'a tree of calls': body(
    '(drop (call $fib (i32.const 60)))',
    `(func $fib (param i32) (result i32)
      (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
        (then (local.get 0))
        (else (i32.add
          (call $fib (i32.sub (local.get 0) (i32.const 1)))
          (call $fib (i32.sub (local.get 0) (i32.const 2)))))))`,
  ),
  'a tree of calls that take turns': body(
    '(drop (call $even (i64.const 60)))',
    `(func $even (param i64) (result i64)
      (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 1))
        (else (i64.add (call $odd (i64.sub (local.get 0) (i64.const 1))) (call $odd (i64.sub (local.get 0) (i64.const 1)))))))
    (func $odd (param i64) (result i64)
      (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
        (else (i64.sub (call $even (i64.sub (local.get 0) (i64.const 1))) (call $even (i64.sub (local.get 0) (i64.const 1)))))))`,
  ),
  'a tree of indirect calls': body(
    '(call $f)',
    `(type $t (func)) (table 1 funcref) (elem (i32.const 0) $f) (global $depth (mut i32) (i32.const 40))
    (func $f
      (global.set $depth (i32.sub (global.get $depth) (i32.const 1)))
      (if (global.get $depth) (then
        (call_indirect (type $t) (i32.const 0)) (call_indirect (type $t) (i32.const 0))))
      (global.set $depth (i32.add (global.get $depth) (i32.const 1))))`,
  ),
  'a loop of indirect calls': body(
    `(local i32) (loop (local.set 0 (call_indirect (type $t) (local.get 0) (i32.and (local.get 0) (i32.const 3)))) br 0)`,
    `(type $t (func (param i32) (result i32))) (table funcref (elem $a $b $c $a))
    (func $a (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
    (func $b (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
    (func $c (param i32) (result i32) (i32.xor (local.get 0) (i32.const 5)))`,
  ),
  'a loop of calls with results in registers': body(
    '(local i64 i32 f64) (loop (call $f (local.get 0)) (local.set 2) (local.set 1) (local.set 0) br 0)',
    '(func $f (param i64) (result i64 i32 f64) (i64.add (local.get 0) (i64.const 1)) (i32.const 2) (f64.const 3))',
  ),
  'a loop that fills its own table': body(
    `(loop (table.set (i32.const 0) (ref.func $f)) (call_indirect (i32.const 0))
      (table.set (i32.const 0) (ref.null func)) br 0)`,
    '(table 1 funcref) (elem declare func $f) (func $f)',
  ),
}

const bulk: Readonly<Record<string, Kind>> = {
  'memory.fill of a gigabyte': body(
    forever(`(memory.fill (i32.const 0) (i32.const 1) (i32.const ${gigabyte}))`),
    `(memory ${pages})`,
  ),
  'memory.copy of a gigabyte': body(
    forever(`(memory.copy (i32.const 1) (i32.const 0) (i32.const ${gigabyte - 1}))`),
    `(memory ${pages})`,
  ),
  'small memory.fill in a loop': body(
    forever('(memory.fill (i32.const 0) (i32.const 1) (i32.const 16384))'),
    '(memory 1)',
  ),
  'memory.init in a loop': body(
    forever('(memory.init 0 (i32.const 0) (i32.const 0) (i32.const 60000))'),
    `(memory 1) (data "${'x'.repeat(60_000)}")`,
  ),
  'table.fill of ten million': body(
    forever('(table.fill (i32.const 0) (ref.null func) (i32.const 10000000))'),
    '(table 10000000 funcref)',
  ),
  'table.copy of five million': body(
    forever('(table.copy (i32.const 1) (i32.const 0) (i32.const 5000000))'),
    '(table 10000000 funcref)',
  ),
  'table.init in a loop': body(
    forever('(table.init 0 (i32.const 0) (i32.const 0) (i32.const 5000))'),
    `(table 5000 funcref) (func $f) (elem func ${'$f '.repeat(5000)})`,
  ),
  'memory.grow from a gigabyte': body(
    `(loop (drop (memory.grow (i32.const 1))) (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))
      (br_if 0 (i32.lt_u (memory.size) (i32.const 40000))) br 0)`,
    `(memory ${pages})`,
  ),
  'memory.grow by nothing': body(
    forever('(drop (memory.grow (i32.const 0)))'),
    '(memory (export "memory") 1)',
  ),
  'memory.grow that fails': body(forever('(drop (memory.grow (i32.const 65536)))'), '(memory 1)'),
  'table.grow by ten million': body(
    '(loop (drop (table.grow $t (ref.null func) (i32.const 9000000))) (loop br 0))',
    '(table $t 0 funcref)',
  ),
  'table.grow one by one': body(
    forever('(drop (table.grow (ref.null extern) (i32.const 1)))'),
    '(table 0 externref)',
  ),
}

const large: Readonly<Record<string, Kind>> = {
  'a long loop': body(`(local ${'i32 '.repeat(50)}) (loop ${long(600, 50)} br 0)`),
  'a long function called in a loop': body(
    `(local i32) (loop (local.set 0 (call $f (local.get 0))) br 0)`,
    `(func $f (param i32) (result i32) (local ${'i32 '.repeat(49)}) ${long(600, 50)} (local.get 7))`,
  ),
  'long loops one in the other': body(
    `(local ${'i32 '.repeat(20)})
    (loop $a ${long(300, 20)} (loop $b ${long(300, 20)} (br_if $b (i32.and (local.get 3) (i32.const 7)))) br $a)`,
  ),
  'a loop around many blocks': aroundBlocks(500),
  'a loop within many loops': withinLoops(500),
}

const hosts: Readonly<Record<string, Kind>> = {
  'a host function in a loop': body(
    '(loop (call $nothing) br 0)',
    '(import "host" "nothing" (func $nothing))',
  ),
  'a loop that the host has called': {
    wat: `(import "host" "back" (func $back (param i32)))
      (func (export "callback") (param i32) (loop br 0))
      (func (export "run") (call $back (i32.const 0)))`,
  },
  'calls to and fro': {
    wat: `(import "host" "back" (func $back (param i32)))
      (func $callback (export "callback") (param i32)
        (if (local.get 0) (then
          (call $back (i32.sub (local.get 0) (i32.const 1))) (call $back (i32.sub (local.get 0) (i32.const 1))))))
      (func (export "run") (call $callback (i32.const 60)))`,
  },
  'traps that the host catches': {
    wat: `(import "host" "try" (func $try (param i32)))
      (func (export "callback") (param i32) unreachable)
      (func (export "run") (loop (call $try (i32.const 0)) br 0))`,
  },
  'loops that the host leaves only to begin anew': {
    wat: `(import "host" "try" (func $try (param i32)))
      (func (export "callback") (param i32) (loop br 0))
      (func (export "run") (loop (call $try (i32.const 0)) br 0))`,
  },
}

const inWasi: Readonly<Record<string, Kind>> = {
  clock_time_get: body(
    forever('(drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 0)))'),
    `${wasi('clock_time_get', '(param i32 i64 i32) (result i32)')} ${inMemory}`,
  ),
  sched_yield: body(forever('(drop (call $sched_yield))'), wasi('sched_yield', '(result i32)')),
  'random_get of 64 MB': body(
    forever('(drop (call $random_get (i32.const 0) (i32.const 0x4000000)))'),
    `${wasi('random_get', i32s(2))} (memory (export "memory") 1024)`,
  ),
  'random_get of a byte': body(
    forever('(drop (call $random_get (i32.const 0) (i32.const 1)))'),
    `${wasi('random_get', i32s(2))} ${inMemory}`,
  ),
  'fd_write of nothing': body(
    forever('(drop (call $fd_write (i32.const 1) (i32.const 16) (i32.const 0) (i32.const 0)))'),
    `${wasi('fd_write', i32s(4))} ${inMemory}`,
  ),
  'fd_write, again and again': body(
    forever('(drop (call $fd_write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 0)))'),
    `${wasi('fd_write', i32s(4))} ${inMemory}`,
  ),
  'poll_oneoff far ahead': body(
    `(i32.store (i32.const 1040) (i32.const 1)) (i64.store (i32.const 1048) (i64.const 3600000000000))
    ${forever('(drop (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 0)))')}`,
    `${wasi('poll_oneoff', i32s(4))} ${inMemory}`,
  ),
  'poll_oneoff of no time': body(
    `(i32.store (i32.const 1040) (i32.const 1))
    ${forever('(drop (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 0)))')}`,
    `${wasi('poll_oneoff', i32s(4))} ${inMemory}`,
  ),
  'path_open, closed again': body(
    forever(`(if (i32.eqz ${open(64, 4)}) (then (drop (call $fd_close (i32.load (i32.const 0))))))`),
    `${pathOpen} ${wasi('fd_close', i32s(1))} ${inMemory}`,
  ),
  'path_open until there are no numbers left': body(
    forever(`(drop ${open(64, 4)})`),
    `${pathOpen} ${inMemory}`,
  ),
  'path_open of what is missing': body(forever(`(drop ${open(80, 7)})`), `${pathOpen} ${inMemory}`),
  path_filestat_get: body(
    forever(
      `(drop (call $path_filestat_get (i32.const 3) (i32.const 0) (i32.const 64) (i32.const 4) (i32.const 1024)))`,
    ),
    `${wasi('path_filestat_get', i32s(5))} ${inMemory}`,
  ),
  'fd_readdir from the start': body(
    `(drop ${open(96, 3, { oflags: 2, rights: 16384 })})
    ${forever(`(drop (call $fd_readdir (i32.load (i32.const 0)) (i32.const 1024) (i32.const 60000) (i64.const 0) (i32.const 4)))`)}`,
    `${pathOpen} ${wasi('fd_readdir', '(param i32 i32 i32 i64 i32) (result i32)')} ${inMemory}`,
  ),
  'fd_pread of a large file': body(
    `(drop ${open(112, 5)}) (i32.store (i32.const 20) (i32.const 120000))
    ${forever('(drop (call $fd_pread (i32.load (i32.const 0)) (i32.const 16) (i32.const 1) (i64.const 0) (i32.const 4)))')}`,
    `${pathOpen} ${wasi('fd_pread', '(param i32 i32 i32 i64 i32) (result i32)')} ${inMemory}`,
  ),
  'a file that is written and made short again': body(
    `(drop ${open(64, 4, { rights: 0x400042 })})
    ${forever(`(drop (call $fd_write (i32.load (i32.const 0)) (i32.const 16) (i32.const 1) (i32.const 4)))
      (drop (call $fd_filestat_set_size (i32.load (i32.const 0)) (i64.const 0)))`)}`,
    `${pathOpen} ${wasi('fd_write', i32s(4))}
    ${wasi('fd_filestat_set_size', '(param i32 i64) (result i32)')} ${inMemory}`,
  ),
}

const programs = (file: string, names: string, apart?: string): Readonly<Record<string, Kind>> =>
  Object.fromEntries(
    names
      .split(' ')
      .map(argument => [`${file}: ${argument}`, { program: file, argument, ...(apart && { apart }) }]),
  )

const inLanguages: Readonly<Record<string, Kind>> = {
  ...programs('c/endless', 'recursion sort match allocate print search queens'),
  'Emscripten: longjmp': { program: 'emscripten/jumps' },
  'Emscripten: a loop reached by invoke': { program: 'emscripten/calls' },
  'Emscripten: exceptions': { program: 'emscripten/throws' },
  ...programs('assemblyscript/endless', 'count text objects map sort print'),
  ...programs('go/endless', 'loop recursion goroutines channels timers allocate map interfaces panic'),
  ...programs('go/endless', 'values callbacks files'),
  ...programs('go/endless', 'sleep', 'whoever runs it has to wake it'),
  ...programs('go/endless', 'stdin', 'within a process reading is up to whoever runs it'),
}

export const groups = {
  code: { ...loops, ...calls, ...bulk, ...large },
  hosts,
  wasi: inWasi,
  programs: inLanguages,
}

export const kinds: Readonly<Record<string, Kind>> = Object.assign({}, ...Object.values(groups))
