// The first calls of a function are interpreted, and a loop that goes on and on is left in the middle.
// Results are those of the host's WebAssembly, whenever the change comes.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { bounds } from '#codegen/tiers/tuning.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import type { Overdue } from '#src/instance/deadline.js'
import { moduleFor } from '#src/namespace/module.js'
import { root } from '../../sources.js'
import { assemble } from '../../wat.js'
import { i32, wasm } from '../namespace/binary.js'

const leb = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)])

const { WebAssembly: native } = globalThis as unknown as { readonly WebAssembly: typeof WebAssembly }

type Run = (n: number) => unknown

interface Interpreted {
  readonly run: Run
  /** What has been evaluated within the module's closure. */
  readonly texts: string[]
}

interface Options {
  readonly imports?: object
  readonly deadline?: Overdue
}

/** An instance whose functions are interpreted for so many calls, and for 20 times as many rounds. */
function interpreted(bytes: Uint8Array, calls: number, { imports, deadline }: Options = {}): Interpreted {
  const texts: string[] = []
  const evaluate = (text: string): unknown => {
    const make = new Function(`return ${text}`)() as (...given: unknown[]) => (text: string) => unknown
    return (...given: unknown[]) => {
      const within = make(...given)
      return (inner: string) => {
        texts.push(inner)
        return within(inner)
      }
    }
  }
  const cache = { translated: new Map(), called: new Set<number>(), validated: undefined, evaluate }
  const program = compile(bytes, { lazy: 'always', interpreted: calls, cache, deadline })
  const { exports } = new WebAssembly.Instance(moduleFor(program), imports)
  return { run: exports.run as Run, texts }
}

const nativeRun = (bytes: Uint8Array, imports: object = {}): Run =>
  new native.Instance(new native.Module(bytes), imports).exports.run as Run

/** The loops of the first function that have been left: the numbers of the texts that go on there. */
const leftLoops = ({ texts }: Interpreted): number[] =>
  texts.flatMap(text => {
    const number = /^\(function f\d+e(\d+)\(/.exec(text)?.[1]
    return number === undefined ? [] : [Number(number)]
  })

const wide = `(module
  (memory 1)
  (func (export "run") (param $n i32) (result i64) (local $i i32) (local $x i64) (local $f f64) (local $g f32)
    (local.set $x (i64.const 0x123456789abcdef))
    loop $l
      (local.set $x (i64.add (i64.mul (local.get $x) (i64.const 0x5851f42d4c957f2d)) (i64.extend_i32_u (local.get $i))))
      (local.set $f (f64.add (f64.mul (local.get $f) (f64.const 0.5)) (f64.convert_i64_s (local.get $x))))
      (local.set $g (f32.sub (f32.demote_f64 (local.get $f)) (local.get $g)))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))
    end
    (i64.xor (local.get $x) (i64.add (i64.reinterpret_f64 (local.get $f))
      (i64.extend_i32_u (i32.reinterpret_f32 (local.get $g)))))))`

/** The inner loop is the long one, behind conditions, and what stands before it must run again each time. */
const nested = `(module
  (func (export "run") (param $n i32) (result i32) (local $i i32) (local $j i32) (local $a i32) (local $k i32)
    loop $outer
      (local.set $j (i32.const 0))
      (local.set $a (i32.xor (local.get $a) (i32.const 77)))
      (if (i32.and (local.get $i) (i32.const 1))
        (then
          (local.set $k (i32.add (local.get $k) (i32.const 5)))
          block $out
            (br_if $out (i32.eq (local.get $i) (i32.const 3)))
            loop $inner
              (local.set $a (i32.add (i32.mul (local.get $a) (i32.const 31)) (local.get $j)))
              (br_if $inner (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n)))
            end
            (local.set $a (i32.add (local.get $a) (local.get $k)))
          end)
        (else
          loop $other
            (local.set $a (i32.sub (i32.rotl (local.get $a) (i32.const 3)) (local.get $j)))
            (br_if $other (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 2))) (local.get $n)))
          end))
      (br_if $outer (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 7)))
    end
    (i32.add (local.get $a) (local.get $j))))`

/** A machine: the loop around the table is left, those within its cases cannot be. */
const machine = `(module
  (func (export "run") (param $n i32) (result i32) (local $i i32) (local $a i32) (local $j i32)
    loop $next
      block $done block $c block $b block $a
        (br_table $a $b $c $done (i32.rem_u (local.get $i) (i32.const 4)))
      end
        (local.set $a (i32.add (local.get $a) (i32.const 1))) (br $done)
      end
        (local.set $j (i32.const 40))
        loop $l
          (local.set $a (i32.mul (local.get $a) (i32.const 3)))
          (br_if $l (local.tee $j (i32.sub (local.get $j) (i32.const 1))))
        end
        (br $done)
      end
        (local.set $a (i32.xor (local.get $a) (local.get $i)))
      end
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))
    end
    (local.get $a)))`

/**
 * Operands of every type lie below the loops, are computed before or within the outer one, and wanted
 * behind them.
 */
const below = `(module
  (func (export "run") (param $n i32) (result i64) (local $i i32) (local $j i32) (local $x i64) (local $a i32)
    (i64.xor (i64.extend_i32_u (i32.mul (local.get $n) (i32.const 77)))
    (i64.mul (i64.const 31) (i64.add (i64.extend_i32_s (local.tee $a (i32.add (local.get $n) (i32.const 3))))
      (loop $outer (result i64)
        (i64.add (i64.trunc_sat_f64_s (f64.mul (f64.convert_i32_s (local.get $i)) (f64.const 1.5)))
        (i64.sub (i64.trunc_sat_f32_s (f32.add (f32.convert_i32_s (local.get $a)) (f32.const 0.5)))
        (i64.xor (i64.extend_i32_u (local.get $i))
          (if (result i64) (i32.and (local.get $i) (i32.const 1))
            (then
              (local.set $j (i32.const 0))
              (local.set $a (i32.add (local.get $a) (i32.const 1)))
              (i64.add (i64.shl (local.get $x) (i64.const 7))
                (loop $inner (result i64)
                  (local.set $x (i64.add (i64.mul (local.get $x) (i64.const 0x5851f42d4c957f2d)) (i64.const 99)))
                  (br_if $inner (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n)))
                  (local.get $x))))
            (else (i64.extend_i32_u (local.get $a)))))))
        (local.set $x)
        (br_if $outer (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 9)))
        (local.get $x)))))))`

/** The parameters of a loop are in no local: it goes on until it ends, or its outer loop is left. */
const parameters = `(module
  (func (export "run") (param $n i32) (result i32) (local $i i32) (local $a i32) (local $b i32)
    loop $outer
      (local.set $b (local.get $n))
      (i32.add (local.get $a) (i32.const 1))
      loop $l (param i32) (result i32)
        (i32.mul (i32.const 3))
        (br_if $l (local.tee $b (i32.sub (local.get $b) (i32.const 1))))
      end
      (local.set $a)
      (br_if $outer (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 6)))
    end
    (local.get $a)))`

/** More constants than have slots; comparisons for which jumps stand, and their opposites. */
const constants = `(module
  (func (export "run") (param $n i32) (result i64) (local $i i32) (local $x i64)
    loop $l
      ${Array.from({ length: 40 }, (_, k) => `(local.set $x (i64.add (i64.mul (local.get $x) (i64.const ${k + 3})) (i64.const ${k * 1000})))`).join('\n')}
      ${['eq', 'ne', 'lt_s', 'lt_u', 'gt_s', 'gt_u', 'le_s', 'le_u', 'ge_s', 'ge_u']
        .flatMap(name => [
          `(i32.${name} (i32.wrap_i64 (local.get $x)) (i32.sub (local.get $i) (i32.const 5)))`,
          `(i64.${name} (i64.shr_s (local.get $x) (i64.const 60)) (i64.extend_i32_s (local.get $i)))`,
          `(i32.eqz (i32.${name} (local.get $i) (i32.const 3)))`,
          `(i32.eqz (i64.${name} (local.get $x) (i64.const -3)))`,
        ])
        .flatMap((test, k) => [
          `(if ${test} (then (local.set $x (i64.add (local.get $x) (i64.const ${k})))))`,
          `(local.set $x (i64.rotl (local.get $x) (i64.extend_i32_u ${test})))`,
          `block $b (br_if $b ${test}) (local.set $x (i64.sub (local.get $x) (i64.const ${k + 50}))) end`,
        ])
        .join('\n')}
      (if (i64.eqz (i64.and (local.get $x) (i64.const 3))) (then (local.set $x (i64.add (local.get $x) (i64.const 1)))))
      (if (i32.eqz (i32.eqz (i32.wrap_i64 (local.get $x)))) (then (local.set $x (i64.xor (local.get $x) (i64.const 5)))))
      (local.set $x (i64.add (local.get $x) (i64.reinterpret_f64 (f64.add (f64.const 1) (f64.reinterpret_i64 (local.get $x))))))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))
    end
    (local.get $x)))`

const cases = {
  'a loop with locals of every type': [wide, [0]],
  'loops in a loop, in both arms of an if': [nested, [0, 1, 2]],
  'loops around a table and within its cases': [machine, [0]],
  'loops that operands lie below': [below, [0, 1]],
  'a loop with parameters': [parameters, [0]],
  'constants and comparisons': [constants, [0]],
} as const

const deadlines = { 'no deadline': undefined, 'a deadline': { overdue: () => 50 } }
const all = Object.entries(cases).flatMap(([name, [text, loops]]) =>
  Object.entries(deadlines).map(([until, deadline]) => ({ name, text, loops, until, deadline })),
)

test.each(all)('$name, with $until', async ({ text, loops, deadline }) => {
  const bytes = await assemble(text)
  const expected = nativeRun(bytes)
  const left = new Set<number>()
  const options = deadline && { deadline }
  const sizes = [1, 2, 3, 5, 8, 12, 15, 18, 21, 30, 50, 95, 133, 700, 701]
  for (const calls of [1, 2, 3, 5, 1e8]) {
    const ours = interpreted(bytes, calls, options)
    for (const n of sizes) expect([calls, n, ours.run(n)]).toEqual([calls, n, expected(n)])
    if (calls === 1e8) expect(ours.texts).toEqual([])
  }
  for (const n of sizes) {
    const ours = interpreted(bytes, 1, options)
    expect([n, ours.run(n)]).toEqual([n, expected(n)])
    for (const loop of leftLoops(ours)) left.add(loop)
  }
  expect([...left].sort()).toEqual(loops)
})

test('what a block leaves is what jumps there have brought, whatever stood there where its end is not reached', async () => {
  const ends = [
    'unreachable',
    '(return (local.get 0))',
    '(br 1 (local.get 0))',
    '(br_table 1 (local.get 0) (i32.const 0))',
  ]
  for (const end of ends) {
    const bytes = await assemble(`(module (func (export "run") (param i32) (result i32)
      (block (result i32)
        (i32.mul (i32.const 10)
          (block (result i32)
            (br_if 0 (i32.const 5) (local.get 0))
            drop
            (local.get 0)
            ${end})))))`)
    const { run } = interpreted(bytes, 1e8)
    expect([end, run(1), run(7)]).toEqual([end, 50, 50])
  }
})

test('of thousands of loops that cannot be left only some are tried', () => {
  const depth = 3000
  const bytes = wasm({
    types: [[[i32], [i32]]],
    functions: [
      [
        0,
        [
          ...Array<number[]>(depth).fill([0x03, 0x40]).flat(),
          ...[0x20, 0, 0x41, 1, 0x6a, 0x22, 0, 0x41, 8, 0x49, 0x0d, ...leb(depth - 1)],
          ...Array<number>(depth).fill(0x0b),
          ...[0x20, 0],
        ],
      ],
    ],
    exports: [['run', 'func', 0]],
  })
  const { run } = interpreted(bytes, 1)
  expect([run(1), run(1), run(9)]).toEqual([8, 8, 10])
})

test('a function is translated after so many calls', async () => {
  const bytes = await assemble('(module (func (export "run") (param i32) (result i32) local.get 0 i32.clz))')
  const { run, texts } = interpreted(bytes, 3)
  for (const n of [1, 2, 3]) expect(run(n)).toBe(Math.clz32(n))
  expect(texts).toEqual([])
  expect([run(4), run(5)]).toEqual([29, 29])
  expect(texts.length).toBe(1)
  expect(texts[0]).toContain('clz32(l0)')
})

test('what a caller often called is translated along with it, unless it is long; the rest goes on', async () => {
  const looping = (step: number): string => `(local $i i32)
    loop $l
      (local.set 0 (i32.add (i32.rotl (local.get 0) (i32.const 5)) (i32.const ${step})))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 4)))
    end
    (local.get 0)`
  const sometimes = (mask: number, call: string): string =>
    `(if (i32.eqz (i32.and (local.get 0) (i32.const ${mask}))) (then (local.set $x (i32.add (local.get $x) ${call}))))`
  const bytes = await assemble(`(module
    (func $always (param i32) (result i32) ${looping(1)})
    (func $often (param i32) (result i32) ${looping(2)})
    (func $rarely (param i32) (result i32) ${looping(3)})
    (func $long (param i32) (result i32) ${looping(4)}
      ${'(i32.xor (i32.const 0x12345678)) '.repeat(200)})
    (func (export "run") (param i32) (result i32) (local $x i32)
      (local.set $x (call $always (local.get 0)))
      ${sometimes(3, '(call $often (local.get 0))')}
      ${sometimes(3, '(call $long (local.get 0))')}
      ${sometimes(63, '(call $rarely (local.get 0))')}
      (local.get $x)))`)
  const expected = nativeRun(bytes)
  const { run, texts } = interpreted(bytes, 64)
  for (let n = 0; n < 400; n++) expect(run(n)).toBe(expected(n))
  const text = texts.find(text => text.startsWith('f4 = '))
  for (const call of ['f0(', 'f1(', 'F[2](', 'F[3](']) expect(text).toContain(call)
  const translated = texts.flatMap(text => /^f(\d) = /.exec(text)?.[1] ?? [])
  expect(translated.sort()).toEqual(['0', '1', '3', '4'])
})

/** What a process says whose engine has a compiler, or not, when it is asked for half a second. */
function speedOf(...flags: readonly string[]): string {
  const script = `import('${root}dist/codegen/interpret/speed.js').then(({ isFast }) => {
    const start = Date.now()
    while (isFast() === undefined && Date.now() < start + 60000);
    console.log(isFast())
  })`
  return spawnSync(process.execPath, [...flags, '-e', script], { encoding: 'utf8' }).stdout.trim()
}

test('the interpreter is fast where the engine optimises it', () => {
  expect([speedOf(), speedOf('--jitless')]).toEqual(['true', 'false'])
})

test('globals are those of the closure, and boxes', async () => {
  const bytes = await assemble(`(module
    (import "host" "shared" (global $shared (mut i64)))
    (global $own (mut i64) (i64.const -2)) (global $f (mut f32) (f32.const nan:0x200001))
    (global $fixed f64 (f64.const 0.5))
    (func (export "run") (param i32) (result i64)
      (global.set $own (i64.add (global.get $own) (i64.extend_i32_s (local.get 0))))
      (global.set $shared (i64.sub (global.get $shared) (global.get $own)))
      (global.set $f (f32.neg (global.get $f)))
      (i64.add (i64.add (global.get $shared) (i64.extend_i32_u (i32.reinterpret_f32 (global.get $f))))
        (i64.reinterpret_f64 (global.get $fixed)))))`)
  const shared = () => new WebAssembly.Global({ value: 'i64', mutable: true }, 7n)
  const theirs = () => new native.Global({ value: 'i64', mutable: true }, 7n)
  const expected = nativeRun(bytes, { host: { shared: theirs() } })
  const { run } = interpreted(bytes, 2, { imports: { host: { shared: shared() } } })
  for (const n of [1, -5, 3, 9]) expect(run(n)).toEqual(expected(n))
})

test('a trap, or an exception of the host, leaves the interpreter as it was', async () => {
  const bytes = await assemble(`(module
    (import "host" "call" (func $call (param i32) (result i32)))
    (memory 1)
    (func $inner (param i32) (result i32)
      (if (i32.eq (local.get 0) (i32.const 1)) (then unreachable))
      (if (i32.eq (local.get 0) (i32.const 2)) (then (return (i32.load offset=65533 (local.get 0)))))
      (i32.add (call $call (local.get 0)) (i32.const 1)))
    (func (export "run") (param i32) (result i32) (i32.add (call $inner (local.get 0)) (local.get 0))))`)
  const call = (n: number): number => {
    if (n === 3) throw new TypeError('of the host')
    return n > 10 ? Number(again(n - 5)) : n
  }
  const { run: again } = interpreted(bytes, 1e8, { imports: { host: { call } } })
  expect(() => again(1)).toThrow('unreachable')
  expect(() => again(2)).toThrow('out of bounds memory access')
  expect(() => again(3)).toThrow('of the host')
  expect(() => again(13)).not.toThrow()
  expect(again(23)).toBe(8 + 1 + 8 + 1 + 13 + 1 + 18 + 1 + 23)
})

test('endless recursion is a trap, and room is left afterwards', async () => {
  const bytes = await assemble(`(module
    (func $f (export "run") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 7))))
      (i32.add (call $f (i32.sub (local.get 0) (i32.const 1))) (i32.const 1))))`)
  const { run } = interpreted(bytes, 1e8)
  expect(() => run(-1)).toThrow(/stack/)
  expect(run(100)).toBe(107)
})

test('a frame that is too large is translated at once', async () => {
  const bytes = await assemble(`(module
    (func (export "run") (param i32) (result i32) (local ${'i32 '.repeat(bounds.frameWords / 2)}) (local.get 0)))`)
  const { run, texts } = interpreted(bytes, 1e8)
  expect(run(0)).toBe(0)
  expect(texts.length).toBe(1)
})
