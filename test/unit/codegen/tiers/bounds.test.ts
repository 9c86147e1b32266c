// Every bound of the compiler is where tuning.ts says: something of just that size is done in one way, and something
// larger by one in the other. A row says of a size whether it is beyond; the type asks for a row of every bound.
import { expect, test } from 'vitest'
import { suits } from '#codegen/baseline/suits.js'
import { makeBoundary } from '#codegen/boundary/index.js'
import { assemble as assembleBytecode } from '#codegen/interpret/assemble.js'
import { type Bytecode, makeBytecode } from '#codegen/interpret/bytecode.js'
import { spend, under } from '#codegen/interpret/clock.js'
import { hasRoom, mayEnter, noMachine, pop, push, within } from '#codegen/interpret/machine.js'
import { buildFunction } from '#codegen/ir/build.js'
import { makeContext } from '#codegen/ir/context.js'
import { constant } from '#codegen/ir/nodes.js'
import { functionName, memoryName } from '#codegen/js/variables.js'
import { always, Slots } from '#codegen/lower/slots.js'
import { RangeBudget } from '#codegen/passes/range/budget.js'
import { findRanges } from '#codegen/passes/range/index.js'
import type { Interval } from '#codegen/passes/range/interval.js'
import type { Program } from '#codegen/program.js'
import { translateFirst, translateOnce } from '#codegen/tiers/translated.js'
import { bounds } from '#codegen/tiers/tuning.js'
import { translateLoop } from '#codegen/translate.js'
import { compile, type TranslateOptions } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import type { FuncType, ValueType } from '#src/wasm/types.js'
import { type Bytes, empty, i32, oneFunction, op } from '../../../limits/bytes.js'
import { allLoops } from '../../../tiers/tiers.js'
import { assemble } from '../../../wat.js'
import { jump, range, resumed } from '../resumed.js'

type IsBeyond = (size: number) => boolean | Promise<boolean>

/** A look at the length of a function, which spares measuring it, is never wrong: nothing but time depends on it. */
type Unseen = 'bytecodePerByte'

type Rows = Readonly<Record<Exclude<keyof typeof bounds, Unseen>, IsBeyond>>

// ---------------------------------------------------------------- text

const programOf = (bytes: Uint8Array, options: TranslateOptions = {}): Program =>
  compile(bytes, { lazy: 'never', ...options })

const textOf = (bytes: Uint8Array, options?: TranslateOptions): string =>
  translateOnce(programOf(bytes, options), 0).text

const times = (count: number, code: (i: number) => string): string => range(count).map(code).join(' ')

const func = (code: string): Promise<Uint8Array> => assemble(`(module (memory 1) (func ${code}))`)

const assignments = (text: string): number => text.match(/=/g)?.length ?? 0

const deadline = { overdue: () => 1 }

/** The most that is paid at one place, in ticks. */
const ticksIn = async (code: string): Promise<number> =>
  Math.max(
    0,
    ...Array.from(textOf(await func(code), { deadline }).matchAll(/- (\d+) \| 0/g), found =>
      Number(found[1]),
    ),
  )

/** Blocks in each other; a branch leaves each of them, with something behind it. */
const blocks = (count: number) => (code: Bytes) =>
  code
    .times(count, bytes => bytes.bytes(op.block, empty))
    .times(count, (bytes, i) => bytes.get(0).const(i).bytes(op.xor, op.brIf).u(i))
    .times(count, (bytes, i) => bytes.bytes(op.end).get(1).const(i).bytes(op.xor).set(1))

const nested = (count: number, behind: (code: Bytes) => unknown = () => {}): Uint8Array =>
  oneFunction({
    params: [i32],
    results: [i32],
    locals: [[1, i32]],
    code(code) {
      blocks(count)(code)
      behind(code)
      code.get(1)
    },
  })

/** Loops in each other, deeper than `levels`, which make the function a dispatch loop. */
const deepLoops = (levels: number) => (code: Bytes) =>
  code
    .times(levels + 2, bytes => bytes.bytes(op.loop, empty))
    .get(0)
    .bytes(op.brIf)
    .u(levels + 1)
    .times(levels + 2, bytes => bytes.bytes(op.end))

/** Cases that stand behind blocks of their own. */
const casesIn = (text: string): number => new Set(text.match(/\bL\d+c\d+: /g)).size

/** Cases that blocks have become, in a function that is a dispatch loop for other reasons. */
function casesOf(count: number): number {
  const levels = 9
  const known = programOf(nested(count, deepLoops(levels)))
  const context = makeContext(known.module, known.context.depths, levels)
  return casesIn(translateOnce({ ...known, context }, 0).text)
}

/** Operators in each other that no engine could do at once. */
const operators = (count: number): string =>
  `(param i32) (result i32) local.get 0 ${times(count, i => `i32.const ${i + 2} i32.${i % 2 ? 'mul' : 'xor'}`)}`

/** A sum of products. */
const products = (count: number): string => {
  const product = (i: number) => `(i64.mul (i64.xor (local.get 0) (i64.const ${i})) (local.get 1))`
  return `(param i64 i64) (result i64) ${product(0)} ${times(count - 1, i => `${product(i)} i64.add`)}`
}

/** How many doubles a high word is found of. */
const doublesIn = async (code: string): Promise<number> =>
  textOf(await func(code)).match(/\b1099511627776\b/g)?.length ?? 0

const locals = (count: number): string => `(local ${'i32 '.repeat(count)})`

// ---------------------------------------------------------------- ranges

/** What is known of a local of 64 bits. */
async function rangeOf(local: number, code: string): Promise<Interval> {
  const { context } = programOf(await func(code))
  const fn = buildFunction(context, 0)
  return findRanges(fn).ofVariable([...fn.params, ...fn.variables].find(one => one.local === local)!)
}

/** A loop in which locals 1 to `count` + 1 hand on a 1, so that it comes to the last in as many rounds; and two more. */
const chain = (count: number): string => `(param i32) (local ${'i64 '.repeat(count + 3)})
  (loop $next
    ${times(count, i => `(local.set ${count + 1 - i} (local.get ${count - i}))`)}
    (local.set 1 (i64.const 1))
    (local.set ${count + 2} (local.get ${count + 3}))
    (local.set ${count + 3} (i64.const 1))
    (br_if $next (local.get 0)))`

/** The last local of such a chain, and one that has nothing to do with it. */
const lastOf = (count: number): Promise<Interval> => rangeOf(count + 1, chain(count))
const otherOf = (count: number): Promise<Interval> => rangeOf(count + 2, chain(count))

/** The range of a number below 1,000 where a sum with it is below 100. */
const inSum = (terms: number): Promise<Interval> =>
  rangeOf(
    1,
    `(param i64) (local i64) (if (i64.lt_u (local.get 0) (i64.const 1000)) (then
      (if (i64.lt_s ${'(i64.add '.repeat(terms)} (local.get 0) ${'(i64.const 1))'.repeat(terms)} (i64.const 100))
        (then (local.set 1 (local.get 0))))))`,
  )

/** The range of what is below 10, under more conditions. */
const under10 = (conditions: number): Promise<Interval> =>
  rangeOf(
    1,
    `(param i64) (local i64) (if (i64.lt_u (local.get 0) (i64.const 10)) (then
      ${times(conditions - 1, i => `(if (i64.lt_u (local.get 0) (i64.const ${1000 + i})) (then`)}
      (local.set 1 (local.get 0)) ${'))'.repeat(conditions - 1)}))`,
  )

/** A number of two bits, made of operands of operands. */
const ofBits = (levels: number): Promise<Interval> =>
  rangeOf(
    1,
    `(param i32) (local i64) (local.set 1 (i64.extend_i32_s
      ${'(i32.or (i32.const 2) '.repeat(levels)} (i32.and (local.get 0) (i32.const 1)) ${')'.repeat(levels)}))`,
  )

// ---------------------------------------------------------------- the interpreter

const bytecodeOf = async (code: string): Promise<Bytecode> =>
  assembleBytecode(programOf(await func(code)).context, 0, {
    ...{ calls: 1, rounds: 1 },
    words: bounds.frameWords,
  })!

/** Whether a function has been translated that could have been interpreted for good. */
async function isTranslated(code: string): Promise<boolean> {
  const bytes = await assemble(`(module (func (export "f") ${code}))`)
  const known = programOf(bytes, { lazy: 'always', interpreted: Number.POSITIVE_INFINITY })
  const { exports } = new WebAssembly.Instance(moduleFor(known))
  ;(exports.f as () => void)()
  return known.functions.find(0)?.stage === 'optimised'
}

/** A function that takes so many words of the stack. */
const frameOf = (words: number): Bytecode => ({ ...makeBytecode([], 0, []), words })

// ---------------------------------------------------------------- resuming

const store = '(i32.store (i32.const 0) (i32.add (i32.load (i32.const 4)) (i32.const 1)))'

/** Many locals that are written in one region and read in the next. */
const crossing = (count: number): string => {
  const first = times(count, i => `(local.set ${i + 1} (i32.load offset=${4 * i} (i32.const 0)))`)
  const last = times(count, i => `(i32.store offset=${4 * i} (i32.const 0) (local.get ${i + 1}))`)
  const code = (i: number) => (i === 0 ? first : i === 3 ? last : `${store.repeat(4)} ${jump(i + 1)}`)
  return `(param $number i32) (result i32) ${locals(count)} ${resumed(4, code, '')} i32.const 1`
}

/** A function that can be resumed, most of which comes to nothing. */
const sparse = `(param $number i32) (result i32)
  ${resumed(6, i => `${store} ${'nop '.repeat(20)} ${jump((i + 1) % 6)}`, '')} i32.const 1`

/** Whether it has been cut without having been looked at whole. */
async function isCutAtOnce(largest: number): Promise<boolean> {
  const known = programOf(await func(sparse), { lazy: 'always', interpreted: 0, largest })
  return (translateOnce(known, 0).regions?.length ?? 0) > 1
}

const lengthOf = async (code: string): Promise<number> => {
  const { start, end } = programOf(await func(code)).module.bodies[0]!
  return end - start
}

// ---------------------------------------------------------------- the baseline translator

const isLeft = (bytes: Uint8Array): boolean => !suits(programOf(bytes).source, 0)

const baselineText = (bytes: Uint8Array, head = ''): string =>
  translateFirst(programOf(bytes, allLoops), 0, head).text

/** Whether a loop with so many of these stays in its function. */
const stays = async (count: number, code: (i: number) => string): Promise<boolean> =>
  !baselineText(
    await func(`${locals(count)} (loop $next ${times(count, code)} (br_if $next (i32.const 0)))`),
  ).includes('f0L')

// ---------------------------------------------------------------- the boundary

const valueTypes: readonly ValueType[] = ['i32', 'i64', 'f32', 'f64']

/** The type with a number of its own. */
const numbered = (number: number): FuncType => ({
  kind: 'func',
  params: range(8).map(i => valueTypes[(number >> (2 * i)) & 3]!),
  results: [],
})

/** Whether the first of so many signatures has been forgotten. */
function isForgotten(signatures: number): boolean {
  const same = (value: unknown) => value
  const { importWrapper } = makeBoundary({ toFunc: same, fromFunc: same })
  const first = importWrapper(numbered(0))
  for (let i = 1; i < signatures; i++) importWrapper(numbered(i))
  return importWrapper(numbered(0)) !== first
}

const rows: Rows = {
  height: size => textOf(nested(size)).includes('switch'),
  heightInDispatchLoop: size => casesOf(size) > casesOf(1),
  // With one block less than is said there is none: so with as many as that less one.
  shortestLadder: async size => {
    const count = size - 1
    const code = `(param i32) (local i32) ${'block '.repeat(count)} local.get 0 br_table ${times(count, String)}
      ${times(count, i => `end (local.set 1 (i32.const ${i})) (i32.store (i32.const 0) (local.get 1))`)}`
    return textOf(await func(code)).includes('L1: switch')
  },
  expressionDepth: async size =>
    assignments(textOf(await func(operators(size - 1)))) > assignments(textOf(await func(operators(2)))),
  // They wait while one more is made.
  waitingOperands: async size => {
    const operands = times(size + 1, i => `(i32.shl (local.get 0) (i32.const ${(i % 31) + 1}))`)
    const code = `(param i32) (result i32) ${operands} ${times(size, i => (i % 8 ? 'i32.xor' : 'i32.add'))}`
    return assignments(textOf(await func(code))) > size / 2
  },
  // All blocks are, but for the innermost ones.
  casesBehindBlocks: size => casesIn(textOf(nested(size + bounds.heightInDispatchLoop))) < size,
  variables: size => {
    const slots = new Slots(new Set())
    for (let i = 0; i < size; i++) slots.temporary('int', always)
    return slots.declarations().some(([, value]) => value.startsWith('new'))
  },
  functionVariables: size => functionName(size - 1).includes('['),
  otherVariables: size => memoryName(size - 1).includes('['),
  operandsBelowLoop: async size => {
    const code = `(param i32) (result i32) ${times(size, i => `(i32.load offset=${4 * i} (i32.const 0))`)}
      (loop $next (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))) ${'i32.add '.repeat(size - 1)}`
    return translateLoop(programOf(await func(code)), 0, { number: 0, of: 1 }) === undefined
  },
  roundsToWiden: async size => (await lastOf(size + 1)).most > 1,
  roundsToGiveUp: async size => (await lastOf(size + 1)).most === Number.POSITIVE_INFINITY,
  roundsInAll: async size => (await otherOf(size - 3)).most > 1,
  operandDepth: async size => (await ofBits(size - 2)).most > 3,
  sumDepth: async size => (await inSum(size - 1)).most > 100,
  conditions: async size => (await under10(size)).most > 9,
  rangeCost: size => {
    const budget = new RangeBudget([])
    budget.spend(size)
    return budget.isOver
  },
  rangeCostPerNode: size => {
    const budget = new RangeBudget([constant(0)])
    budget.spend(bounds.rangeCost + size)
    return budget.isOver
  },
  terms: async size => (await doublesIn(products(size))) > (await doublesIn(products(bounds.terms - 1))),
  frameWords: size => isTranslated(`${locals(size >> 1)} ${size % 2 ? '(drop (i32.const 1))' : ''}`),
  stackWords: size => !hasRoom(frameOf(size)),
  running: size => {
    const empty = frameOf(0)
    const frames = range(size - 1).map(() => push(empty))
    const isFull = !hasRoom(empty)
    for (const frame of frames.reverse()) pop(frame, empty)
    return isFull
  },
  entered: size => {
    const empty = frameOf(0)
    const enter = (left: number): unknown =>
      left === 0 ? !mayEnter(empty) : within(noMachine, { bytecode: empty, words: [] }, () => enter(left - 1))
    return enter(size - 1) as boolean
  },
  constants: async size => {
    const code = `(param i32) (result i32) local.get 0 ${times(size, i => `i32.const ${1000 + i} i32.xor`)}`
    return (await bytecodeOf(code)).constants.length / 2 < size
  },
  work: size => {
    let asked = 0
    under(
      () => asked++,
      () => {
        while (asked === 0) spend(1)
        spend(size)
      },
    )
    return asked > 1
  },
  // Functions may be larger than what its length says, and then one less.
  leastBytecodePerByte: async size => {
    const excess = size - bounds.leastBytecodePerByte
    return isCutAtOnce((await lengthOf(sparse)) * bounds.leastBytecodePerByte - excess)
  },
  crossingRegisters: async size => {
    const options = { lazy: 'always', interpreted: 0, largest: 3000 } as const
    return translateOnce(programOf(await func(crossing(size)), options), 0).regions === undefined
  },
  baselineBytes: async size => isLeft(await func('nop '.repeat(size - 1))),
  baselineHeight: size => isLeft(nested(size)),
  baselineDepth: async size => baselineText(await func(operators(size))).includes('='),
  baselineLocals: async size => isLeft(await func(locals(size))),
  baselineForGood: async size =>
    baselineText(await func('nop '.repeat(size - 1)), 'head();').includes('head'),
  loopWordsPassed: size => stays(size, i => `(drop (local.get ${i}))`),
  loopWordsWritten: size => stays(size, i => `(local.set ${i} (i32.const 1))`),
  callTicks: async size => {
    const round = (calls: string) => ticksIn(`(loop $next ${calls} (br $next))`)
    return (await round('(call 0)')) - (await round('')) < size
  },
  leafTicks: async size => (await ticksIn('(i32.store (i32.const 0) (i32.const 1))'.repeat(size - 1))) > 0,
  signatures: isForgotten,
}

test.each(Object.entries(rows))('%s', async (name, isBeyond) => {
  const bound = bounds[name as keyof Rows]
  expect([await isBeyond(bound), await isBeyond(bound + 1)]).toEqual([false, true])
})
