// Small 64-bit values in one word: random functions that count, compare, extend and shift, whose results must be
// those of the host's WebAssembly; and that what is small is indeed kept in one word.
import { expect, test } from 'vitest'
import { compile } from '#src/compile.js'
import { WebAssembly as Ours } from '#src/index.js'
import { assemble } from '../../../../wat.js'
import { namesIn, textOf } from './text.js'

/** The host's; its types are not those of this project's own namespace. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

/** A generator of numbers, the same in every run. */
function chooser(seed: number) {
  let state = seed
  const below = (limit: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  return { below, pick }
}

type Chooser = ReturnType<typeof chooser>

const locals = ['$a', '$b', '$c', '$d']
const constants = [
  '0',
  '1',
  '-1',
  '7',
  '255',
  '0x7fffffff',
  '0x80000000',
  '0xffffffff',
  '-0x80000000',
  '1000',
]
const wideConstants = ['0x100000000', '0x1fffffffffffff', '-0x8000000000000000', '0x7fffffffffffffff']
const operators = ['add', 'sub', 'mul', 'and', 'or', 'xor', 'rem_u', 'div_u', 'rem_s', 'div_s']
const relations = ['lt_s', 'lt_u', 'le_s', 'le_u', 'gt_s', 'gt_u', 'ge_s', 'ge_u', 'eq', 'ne']

function expression(random: Chooser, depth: number): string {
  const inner = () => expression(random, depth - 1)
  const kind = depth === 0 ? random.below(3) : random.below(10)
  if (kind < 2) return `(local.get ${random.pick(locals)})`
  if (kind === 2) return `(i64.const ${random.pick(random.below(6) === 0 ? wideConstants : constants)})`
  if (kind === 3) return `(i64.extend_i32_${random.pick(['s', 'u'])} (i32.wrap_i64 ${inner()}))`
  if (kind === 4)
    return `(i64.${random.pick(['shl', 'shr_s', 'shr_u'])} ${inner()} (i64.const ${random.below(64)}))`
  if (kind === 5) return `(select ${inner()} ${inner()} ${condition(random, depth - 1)})`
  if (kind === 6)
    return `(i64.and ${inner()} (i64.const ${random.pick(['1', '255', '0xffff', '0x7fffffff'])}))`
  const operator = random.pick(operators)
  if (/div|rem/.test(operator))
    return `(i64.${operator} ${inner()} (i64.const ${random.pick(['3', '10', '77', '0x80000001', '0xffffffff'])}))`
  return `(i64.${operator} ${inner()} ${inner()})`
}

const condition = (random: Chooser, depth: number): string =>
  random.below(6) === 0
    ? `(i64.eqz ${expression(random, depth)})`
    : `(i64.${random.pick(relations)} (local.get ${random.pick(locals)}) ${expression(random, depth)})`

let labels = 0

/** `$fuel` is taken at every round of a loop, so that all of them end. */
function statement(random: Chooser, depth: number): string {
  const body = () =>
    Array.from({ length: 1 + random.below(3) }, () => statement(random, depth - 1)).join('\n')
  const set = () => `(local.set ${random.pick(locals)} ${expression(random, 2)})`
  const kind = depth === 0 ? 0 : random.below(6)
  if (kind < 2) return set()
  if (kind === 2) return `(if ${condition(random, 1)} (then ${body()}) (else ${body()}))`
  if (kind === 3) return `(if ${condition(random, 1)} (then ${body()}))`
  const label = `$l${labels++}`
  if (kind === 4) return `(block ${label} ${body()} (br_if ${label} ${condition(random, 1)}) ${body()})`
  const counter = random.pick(locals)
  return `(block ${label}out (loop ${label}
    (local.set $fuel (i32.sub (local.get $fuel) (i32.const 1)))
    (br_if ${label}out (i32.lt_s (local.get $fuel) (i32.const 0)))
    (br_if ${label}out ${condition(random, 1)})
    ${body()}
    (local.set ${counter} (i64.add (local.get ${counter}) (i64.const ${random.pick(['1', '2', '-1'])})))
    ${random.below(2) ? `(br ${label})` : `(br_if ${label} ${condition(random, 1)})`}))`
}

function moduleText(random: Chooser): string {
  const starts = locals.slice(0, 2).map(local => `(local.set ${local} (i64.extend_i32_s (local.get $x)))`)
  const body = Array.from({ length: 5 }, () => statement(random, 3)).join('\n')
  const result = locals.map(local => `(local.get ${local})`)
  return `(module (func (export "run") (param $x i32) (param $d i64) (result i64) (local $fuel i32)
    (local $a i64) (local $b i64) (local $c i64)
    (local.set $fuel (i32.const 60)) ${random.below(2) ? starts.join(' ') : ''}
    ${body}
    (i64.add (i64.mul ${result[0]} (i64.const 31)) (i64.xor (i64.rotl ${result[1]} (i64.const 7)) (i64.sub ${result[2]} ${result[3]})))))`
}

const inputs: readonly (readonly [number, bigint])[] = [
  [0, 0n],
  [1, 1n],
  [-1, -1n],
  [5, 2n ** 31n],
  [0x7fffffff, 2n ** 32n],
  [-0x80000000, -(2n ** 63n)],
  [100, 2n ** 53n],
]

test.each([1, 2, 3, 4])('random functions, seed %i', async seed => {
  const random = chooser(seed)
  for (let i = 0; i < 60; i++) {
    const text = moduleText(random)
    const bytes = await assemble(text, `range ${seed} ${i}`)
    const native = new WebAssembly.Instance(new WebAssembly.Module(bytes))
    const ours = new Ours.Instance(new Ours.Module(bytes))
    const run = (exports: unknown, input: readonly [number, bigint]): unknown => {
      try {
        return (exports as { run(x: number, d: bigint): bigint }).run(...input)
      } catch (error) {
        return (error as Error).message
      }
    }
    for (const input of inputs)
      expect(run(ours.exports, input), `${input} in\n${text}`).toBe(run(native.exports, input))
  }
})

const loop = (body: string) => `(module (memory 1) (func (export "run") (param $n i32) (result i64)
  (local $i i64) (local $sum i64) (local $length i64)
  (local.set $length (i64.extend_i32_s (local.get $n)))
  (block $out (loop $next
    (br_if $out (i64.ge_s (local.get $i) (local.get $length)))
    ${body}
    (local.set $i (i64.add (local.get $i) (i64.const 1)))
    (br $next)))
  (local.get $sum)))`

test.each([
  ['a counter below a length', '(local.set $sum (i64.add (local.get $sum) (local.get $i)))', ['l2h']],
  [
    'a sum of bytes with a mask',
    '(local.set $sum (i64.and (i64.add (local.get $sum) (local.get $i)) (i64.const 255)))',
    [],
  ],
])('%s', async (name, body, high) => {
  const text = await textOf(loop(body), name)
  expect(namesIn(text).filter(word => /^l\dh$/.test(word))).toEqual(high)
})

test('what a call returns may be anything', async () => {
  const wat = `(module (type $wide (func (result i64))) (table 1 funcref) (elem (i32.const 0) $wide)
    (func $wide (type $wide) (i64.const 0x500000000))
    (func (export "run") (result i32)
      (i32.add
        (i32.shl (i64.gt_u (call_indirect (type $wide) (i32.const 0)) (i64.const 0)) (i32.const 1))
        (i64.ne (call $wide) (i64.const 0)))))`
  const bytes = await assemble(wat, 'calls')
  const { run } = new Ours.Instance(new Ours.Module(bytes)).exports as { run(): number }
  expect(run()).toBe(3)
})

test('code that jumps back to a case sees what the others have written', async () => {
  const bytes = await assemble(
    `(module (func (export "run") (param $n i32) (result i64) (local $i i64)
      (loop $again
        (block $c (block $b (block $a (br_table $a $b $c (local.get $n)))
          (local.set $i (i64.const 5)) (local.set $n (i32.const 1)) (br $again))
          (local.set $i (i64.mul (local.get $i) (i64.const 0x100000000))) (local.set $n (i32.const 2)) (br $again)))
      (local.get $i)))`,
    'cases',
  )
  compile(bytes)
  const { run } = new Ours.Instance(new Ours.Module(bytes)).exports as {
    run(n: number): bigint
  }
  expect([run(0), run(1), run(2)]).toEqual([5n << 32n, 0n, 0n])
})
