// Every threshold does what tuning.ts says. None changes a result, so each is looked at by a figure that it changes:
// calls until a function is translated, regions of one that is cut. A row has two values, the one that makes the figure
// less first. The type asks for a row of every threshold.
import { expect, test } from 'vitest'
import { lazyClosure } from '#codegen/closure.js'
import { buildFunction } from '#codegen/ir/build.js'
import { makeContext } from '#codegen/ir/context.js'
import { groupCases } from '#codegen/passes/resume/group.js'
import { findResumable } from '#codegen/passes/resume/resume.js'
import type { Program } from '#codegen/program.js'
import { budgetOf } from '#codegen/tiers/budget.js'
import { FunctionState } from '#codegen/tiers/state.js'
import { translateOnce } from '#codegen/tiers/translated.js'
import { type Adjustments, type Tuning, tuningsWith } from '#codegen/tiers/tuning.js'
import { WaitingRegions } from '#codegen/tiers/waiting.js'
import { compile, type TranslateOptions } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { overdueOf } from '#src/instruments/deadline.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../../wat.js'
import { jump, range, resumed } from '../resumed.js'
import { machine } from './machine.js'

type Figure = (tuning: Adjustments) => number | Promise<number>

interface Row<Value> {
  readonly less: Value
  readonly more: Value
  readonly figure: Figure
  /** What else is not as usual. */
  readonly given?: Adjustments
}

type Rows = {
  readonly [Group in keyof Tuning]: {
    readonly [Name in keyof Tuning[Group]]: Row<Tuning[Group][Name]>
  }
}

const most = 60

async function program(wat: string, options: TranslateOptions): Promise<Program> {
  return compile(await assemble(wat), options)
}

type Call = (...words: number[]) => number

function instantiate(program: Program, host: () => void = () => {}): Call {
  const { exports } = new WebAssembly.Instance(moduleFor(program), { host: { call: host } })
  return exports.f as Call
}

// ---------------------------------------------------------------- loading

const small = '(module (func (export "f") (result i32) i32.const 7))'

/** 1 if the module is translated function by function, 0 if not. */
const laziness =
  (options: TranslateOptions): Figure =>
  async tuning =>
    Number((await program(small, { ...options, tuning })).lazy)

/** Functions that stand in the text from the start. */
const present: Figure = async tuning => {
  const known = await program(small, { lazy: 'always', tuning })
  known.functions.promote(0)
  return lazyClosure(known).done.length
}

// ---------------------------------------------------------------- interpreting

const plain = `(module (func (export "f") (result i32) ${'(i32.const 1) drop '.repeat(60)} i32.const 7))`

/** Calls `$g` at every second call. */
const caller = `(module (global $n (mut i32) (i32.const 0))
  (func (export "f") (global.set $n (i32.add (global.get $n) (i32.const 1)))
    (if (i32.and (global.get $n) (i32.const 1)) (then (call $g))))
  (func $g))`

type Tier = 'interpreted'

/** Calls of function 0 until it is translated. */
const callsOf =
  (wat: string, tier?: Tier): Figure =>
  async tuning => {
    const known = await program(wat, { lazy: 'always', tier, tuning })
    const call = instantiate(known)
    for (let calls = 1; calls <= most; calls++) {
      call()
      if (known.functions.find(0)?.stage === 'optimised') return calls
    }
    return most + 1
  }

const host = '(import "host" "call" (func $host))'
const next = `(call $host) (local.set $i (i32.add (local.get $i) (i32.const 1)))
  (br_if $next (i32.lt_u (local.get $i) (i32.const 3000)))`
const loop = `(module ${host} (func (export "f") (local $i i32) (loop $next ${next})))`
const nested = `(module ${host} (func (export "f") (local $i i32) (loop $outer (loop $next ${next}))))`

/** Rounds of a loop until it is left, within one call. */
const roundsOf =
  (wat: string, tier?: Tier): Figure =>
  async tuning => {
    const known = await program(wat, { lazy: 'always', tier, tuning })
    let rounds = 0
    let left = 0
    instantiate(known, () => {
      rounds++
      const isLeft =
        tier === 'interpreted'
          ? known.functions.isPromoted(1)
          : known.functions.find(1)?.stage === 'optimised'
      if (left === 0 && isLeft) left = rounds
    })()
    return left === 0 ? rounds + 1 : left
  }

/** Looks at the clock while 3,000 rounds are interpreted. */
const looks: Figure = async tuning => {
  let looks = 0
  const overdue = (): number => {
    looks++
    return 1e6
  }
  instantiate(
    await program(loop, {
      lazy: 'always',
      interpreted: Number.POSITIVE_INFINITY,
      deadline: { overdue },
      tuning,
    }),
  )()
  return looks
}

const quick = { calls: 50, shareInLoop: 0, roundsForOuter: 0, roundsPerCall: 2 }

// ---------------------------------------------------------------- baseline

const product = '(local.set $j (i64.mul (local.get $j) (i64.const 3)))'
const wideLoop = `(module (func (export "f") (local $j i64) (loop $next ${product} (br_if $next (i32.const 0)))))`

/** Not so small that nothing is gained by another text. */
const calling = '(module (func (export "f") (result i32) (call $g) (i32.const 7)) (func $g))'

/** Looks at nearly every call, and nothing is too young or too dear. */
const often = { young: 0, credit: 1e9, firstCalls: 1, mostCalls: 1, enough: 1 }

const loopOf = (count: number): string => `(loop $l ${'nop '.repeat(count)} (br_if $l (i32.const 0)))`
const withLoops = `(module (func ${[5, 50, 500].map(loopOf).join(' ')}))`

/** Loops that leave their function. */
const loopsCut: Figure = async tuning =>
  translateOnce(await program(withLoops, { tuning }), 0).text.match(/function f0L/g)?.length ?? 0

/** All of them. */
const every = { from: 0, least: 0, most: 1e9, share: 1 }

// ---------------------------------------------------------------- pace

async function paceOf(adjustments: Adjustments) {
  const { tuning, functions } = await program(small, { lazy: 'always', tuning: adjustments })
  return overdueOf({ tuning, promotions: () => functions.promotions }, { overdue: () => 1e6 })
}

// ---------------------------------------------------------------- profiling

const huge: Adjustments = { outlining: { largest: 3000 } }

const machineText = machine.replace('"run"', '"f"')

const straight = `(module (memory 1) (func (export "f") (param i32 i32) (result i32)
  ${range(300)
    .map(
      i => `(i64.store offset=${8 * i} (i32.const 0) (i64.rotl (i64.load (i32.const 8)) (i64.const ${i})))`,
    )
    .join('\n')}
  i32.const 0))`

/** Calls of a huge function until it is cut by its profile. */
const callsProfiled =
  (wat: string): Figure =>
  async tuning => {
    const known = await program(wat, { lazy: 'always', interpreted: 0, tuning: { ...huge, ...tuning } })
    const call = instantiate(known)
    for (let calls = 1; calls <= most; calls++) {
      call(5, 3)
      if (known.functions.find(0)!.stage === 'optimised') return calls
    }
    return most + 1
  }

/** 1 if one long call is left, 0 if not. */
const leftWithin: Figure = async tuning => {
  const known = await program(machineText, { lazy: 'always', interpreted: 0, tuning: { ...huge, ...tuning } })
  instantiate(known)(4000, 31)
  return Number(known.functions.find(0)!.counts !== undefined)
}

/** A program that did one thing at first, and then others. */
async function changed(tuning: Adjustments): Promise<Program> {
  const known = await program(machineText, { lazy: 'always', interpreted: 0, tuning: { ...huge, ...tuning } })
  const call = instantiate(known)
  for (let i = 0; i < 60; i++) call(40, 3)
  for (const mask of [7, 15, 31]) for (let i = 0; i < 40; i++) call(500, mask)
  return known
}

const revisionsOf: Figure = async tuning => (await changed(tuning)).functions.find(0)!.revision

const sumOfCounts: Figure = async tuning => {
  const counts = (await changed(tuning)).functions.find(0)!.counts!
  return Array.from(counts).reduce((sum, count) => sum + count, 0)
}

const steps = 500

// ---------------------------------------------------------------- outlining

const regionsIn = (text: string): number => text.match(/function f0p\d+\(/g)?.length ?? 0

/** Regions of a huge function that is cut by its size. */
const regionsBySize: Figure = async tuning =>
  regionsIn(translateOnce(await program(machineText, { lazy: 'never', tuning }), 0).text)

/** A huge function that is cut by its profile: a half of it has not run, and more and more of the rest. */
async function cutByCounts(tuning: Adjustments, height?: number): Promise<string> {
  const made = await program(machineText, { lazy: 'always', interpreted: 0, tuning })
  const known = { ...made, context: makeContext(made.module, made.context.depths, height) }
  const { counts } = translateOnce(known, 0)
  known.functions
    .of(0)
    .cutBy(Float64Array.from({ length: counts! }, (_, i) => (i % 2 === 0 ? 0 : 2 ** (i / 3))))
  return translateOnce(known, 0).text
}

const regionsByCounts: Figure = async tuning => regionsIn(await cutByCounts(tuning))

/** Characters that are left in the function itself. */
const leftByCounts: Figure = async tuning =>
  (await cutByCounts(tuning)).split('return function f0(')[1]!.length

/** The same where the function is a dispatch loop, whose cold cases are merged. */
const leftInDispatchLoop: Figure = async tuning =>
  (await cutByCounts(tuning, 2)).split('return function f0(')[1]!.length

const countsOf: Figure = async tuning =>
  translateOnce(await program(machineText, { lazy: 'always', interpreted: 0, tuning }), 0).counts!

// ---------------------------------------------------------------- exiting

const loops = `(module (memory 1) (func (export "f") (param $n i32) ${range(6)
  .map(
    k => `(loop $l${k} ${range(20)
      .map(
        i =>
          `(i32.store offset=${4 * i} (local.get $n) (i32.add (i32.load (i32.const ${k})) (i32.const ${i})))`,
      )
      .join('\n')}
      (br_if $l${k} (i32.load (local.get $n))))`,
  )
  .join('\n')}))`

const exitsOf: Figure = async tuning => {
  const known = await program(loops, { lazy: 'always', interpreted: 0, tuning: { ...huge, ...tuning } })
  return translateOnce(known, 0).text.match(/\benter\(\d+\)\(/g)?.length ?? 0
}

// ---------------------------------------------------------------- resuming

const resumable = (code: (i: number) => string, cases: number): string => `(module (memory 1)
  (func (export "f") (param $number i32) (result i32)
    ${resumed(cases, code, '')} i32.const 1))`

const store = '(i32.store (i32.const 0) (i32.add (i32.load (i32.const 4)) (i32.const 1)))'

const regionsWhereResumed: Figure = async tuning => {
  const wat = resumable(i => `${store.repeat(4)} ${i % 5 === 4 ? jump(i - 4) : ''}`, 40)
  const known = await program(wat, { lazy: 'always', interpreted: 0, largest: 4000, tuning })
  return translateOnce(known, 0).regions?.length ?? 0
}

/**
 * Seven cases, of which at most four make a region: it ends before case 3, to which three ways lead, or before case 4,
 * which makes a loop with case 3. Gives which.
 */
const endOfRegion: Figure = async tuning => {
  const to = (target: number) => `(if (i32.load (i32.const 8)) (then ${jump(target)}))`
  const wat = resumable(i => `${store.repeat(3)} ${i < 2 ? to(3) : i === 4 ? to(3) : ''}`, 7)
  const known = await program(wat, { lazy: 'always', interpreted: 0, tuning })
  const found = findResumable(buildFunction(known.context, 0))!
  const [first] = groupCases(found, Number.POSITIVE_INFINITY, known.tuning.resuming)
  const { size } = first!
  return groupCases(found, (size / 7) * 4.3, known.tuning.resuming)[0]!.to
}

const waitingStates: Figure = async tuning => {
  const known = await program(machine, { tuning })
  const waiting = new WaitingRegions(known.tuning.resuming.waitingNodes)
  const states = range(4).map(i => new FunctionState(i))
  for (const state of states) waiting.keep(state, [buildFunction(known.context, 0)])
  return states.filter(state => state.waiting !== undefined).length
}

// ---------------------------------------------------------------- inlining

const add = (count: number): string =>
  '(i64.add (local.get 0) '.repeat(count) + '(i64.const 1)' + ')'.repeat(count)

const called = `(module (func (param i64) (result i64) ${add(3)}) (func (param i64) (result i64) (call 0 (local.get 0))))`

const recursive = `(module (func (param i64) (result i64) ${add(5)} ${'(call 0 (i64.const 1)) i64.add'.repeat(2)}))`

/** Calls that stay calls in the last function. */
const callsIn =
  (wat: string): Figure =>
  async tuning => {
    const known = await program(wat, { lazy: 'never', tuning })
    const { text } = translateOnce(known, known.module.functions.length - 1)
    return text.slice(text.indexOf('{')).match(/\bf0\(/g)?.length ?? 0
  }

// ---------------------------------------------------------------- warming

const warmingRounds: Figure = async tuning =>
  +/w = (\d+);\nfor/.exec(translateOnce(await program(loop, { lazy: 'never', tuning }), 1).text)![1]!

const rows: Rows = {
  loading: {
    eagerBytes: { less: 24 * 1024, more: 0, figure: laziness({ interpreted: 5 }) },
    presentBytes: {
      less: 0,
      more: 1000,
      figure: async tuning => lazyClosure(await program(small, { tuning })).done.length,
    },
    eagerNames: { less: 20_000, more: 0, figure: laziness({ lazy: 'never' }) },
    eagerText: { less: 2 ** 23, more: 0, figure: laziness({ lazy: 'never' }) },
    textLength: { less: 0, more: 2 ** 27, figure: present },
  },
  interpreting: {
    calls: { less: 2, more: 9, figure: callsOf(small, 'interpreted') },
    usualLength: {
      less: 1000,
      more: 1,
      figure: callsOf(plain, 'interpreted'),
      given: { interpreting: { calls: 3 } },
    },
    young: {
      less: 1,
      more: 1e9,
      figure: tuning => budgetOf(undefined, tuningsWith(tuning))!.enoughInLoop(20_000, 3000),
    },
    roundsPerCall: {
      less: 1,
      more: 20,
      figure: roundsOf(loop, 'interpreted'),
      given: { interpreting: quick },
    },
    shareInLoop: { less: 0, more: 4, figure: roundsOf(loop, 'interpreted'), given: { interpreting: quick } },
    roundsForOuter: {
      less: 0,
      more: 500,
      figure: roundsOf(nested, 'interpreted'),
      given: { interpreting: quick },
    },
    loops: { less: 1, more: 0, figure: roundsOf(loop, 'interpreted'), given: { interpreting: quick } },
    times: {
      less: 1,
      more: 3,
      figure: callsOf(caller, 'interpreted'),
      given: { interpreting: { calls: 4 } },
    },
    rarest: {
      less: 0,
      more: 16,
      figure: callsOf(caller, 'interpreted'),
      given: { interpreting: { calls: 4 } },
    },
    longLength: {
      less: 0,
      more: 1000,
      figure: callsOf(caller, 'interpreted'),
      given: { interpreting: { calls: 4 } },
    },
    ticks: { less: 1e6, more: 100, figure: looks },
  },
  baseline: {
    young: { less: 0, more: 1e9, figure: callsOf(calling), given: { baseline: often } },
    length: {
      less: 1e15,
      more: 1,
      figure: callsOf(calling),
      given: { baseline: { ...often, young: 1e9, least: 0 } },
    },
    least: {
      less: 0,
      more: 1,
      figure: callsOf(calling),
      given: { baseline: { ...often, young: 1e9, length: 1e12 } },
    },
    share: { less: 1e9, more: 0, figure: callsOf(calling), given: { baseline: { ...often, credit: -1 } } },
    credit: { less: 1e9, more: -1e9, figure: callsOf(calling), given: { baseline: often } },
    interval: {
      less: 0,
      more: 1e9,
      figure: callsOf(calling),
      given: { baseline: { ...often, enough: 3, mostCalls: 50 } },
    },
    firstCalls: { less: 2, more: 50, figure: callsOf(calling), given: { baseline: often } },
    mostCalls: {
      less: 2,
      more: 50,
      figure: callsOf(calling),
      given: { baseline: { ...often, enough: 3, interval: 1e9 } },
    },
    enough: { less: 1, more: 9, figure: callsOf(calling), given: { baseline: { ...often, interval: 0 } } },
    interpretsOthers: {
      less: false,
      more: true,
      figure: async tuning => ((await program(small, { tuning })).budget === undefined ? 0 : 1),
    },
    wideEnough: {
      less: 1,
      more: 9,
      figure: callsOf(wideLoop),
      given: { baseline: { ...often, young: 1e9, length: 0 } },
    },
  },
  cutting: {
    from: { less: 1000, more: 100, figure: loopsCut, given: { cutting: every } },
    least: { less: 100, more: 20, figure: loopsCut, given: { cutting: every } },
    most: { less: 100, more: 1000, figure: loopsCut, given: { cutting: every } },
    share: { less: 0.5, more: 1, figure: loopsCut, given: { cutting: every } },
  },
  pace: {
    ticks: { less: 1, more: 100, figure: async tuning => (await paceOf(tuning))() },
    looks: {
      less: 0,
      more: 5,
      figure: async tuning => {
        const overdue = await paceOf(tuning)
        return range(10).filter(() => overdue() < 1e6).length
      },
    },
  },
  profiling: {
    steps: { less: 10, more: 2000, figure: callsProfiled(machineText) },
    interval: {
      less: 8,
      more: 3000,
      figure: callsProfiled(machineText),
      given: { profiling: { steps: 10 } },
    },
    factorInLoop: {
      less: 1e9,
      more: 4,
      figure: leftWithin,
      given: { profiling: { steps, shareOfCall: 1e9 } },
    },
    shareOfCall: {
      less: 1e9,
      more: 0.2,
      figure: leftWithin,
      given: { profiling: { steps, factorInLoop: 1e9 } },
    },
    regionCalls: { less: 1e9, more: 10, figure: revisionsOf, given: { profiling: { steps } } },
    regionCallsGrowth: {
      ...{ less: 1e6, more: 1, figure: revisionsOf },
      given: { profiling: { steps, regionCalls: 10 } },
    },
    revisions: { less: 0, more: 1, figure: revisionsOf, given: { profiling: { steps, regionCalls: 10 } } },
    shareOfRegions: {
      less: 4,
      more: 400,
      figure: sumOfCounts,
      given: { profiling: { steps, regionCalls: 10 } },
    },
    bytesPerCount: { less: 20, more: 1e9, figure: callsProfiled(straight), given: { profiling: { steps } } },
  },
  outlining: {
    largest: { less: 58_000, more: 3000, figure: regionsBySize },
    goal: { less: 0.9, more: 0.1, figure: regionsBySize, given: huge },
    longest: { less: 0.9, more: 0.1, figure: regionsBySize, given: huge },
    rounds: { less: [], more: [0.01], figure: regionsBySize, given: huge },
    shortestCold: { less: 0.5, more: 0.008, figure: regionsByCounts, given: huge },
    longestCold: { less: 0.84, more: 0.05, figure: regionsByCounts, given: huge },
    goalCold: {
      ...{ less: 0.95, more: 0.1, figure: regionsByCounts },
      given: { outlining: { largest: 3000, coldLevels: [1] } },
    },
    coldLevels: { less: [0, 1e-4, 0.9], more: [0], figure: leftByCounts, given: huge },
    leastCounted: { less: 500, more: 50, figure: countsOf, given: huge },
    leastMerged: { less: 10, more: 1e9, figure: leftInDispatchLoop, given: huge },
    bytesPerCrossing: {
      ...{ less: 1e9, more: 1, figure: regionsBySize },
      given: { outlining: { largest: 3000, freeCrossings: 0 } },
    },
    freeCrossings: {
      ...{ less: 0, more: 40, figure: regionsBySize },
      given: { outlining: { largest: 3000, bytesPerCrossing: 1e9 } },
    },
  },
  exiting: {
    exits: { less: 2, more: 32, figure: exitsOf },
    values: { less: 0, more: 2000, figure: exitsOf },
    nodes: { less: 0, more: 200_000, figure: exitsOf, given: { exiting: { nodesPerNode: 0 } } },
    nodesPerNode: { less: 0, more: 10, figure: exitsOf, given: { exiting: { nodes: 0 } } },
  },
  resuming: {
    share: { less: 0.9, more: 0.1, figure: regionsWhereResumed },
    perLoop: { less: 8, more: 1, figure: endOfRegion },
    deepest: { less: 5, more: 0, figure: endOfRegion },
    perRegion: { less: 0.5, more: 0, figure: regionsWhereResumed, given: { resuming: { share: 0.9 } } },
    waitingNodes: { less: 0, more: 1e6, figure: waitingStates },
  },
  inlining: {
    smallest: { less: 24, more: 2, figure: callsIn(called) },
    levels: { less: 1, more: 3, figure: callsIn(recursive) },
    taken: { less: 50, more: 480, figure: callsIn(recursive) },
    caller: { less: 4000, more: 2, figure: callsIn(called) },
  },
  warming: {
    bytesForEach: { less: 8, more: 16, figure: warmingRounds },
    bytesOfRound: { less: 30, more: 15, figure: warmingRounds },
    margin: { less: 1, more: 1.5, figure: warmingRounds },
  },
}

const all = Object.entries(rows).flatMap(([group, thresholds]) =>
  Object.entries<Row<unknown>>(thresholds).map(([name, row]) => ({ group, name, row })),
)

test.each(all)('$group: $name', async ({ group, name, row }) => {
  const { less, more, figure, given = {} } = row
  const figureFor = (value: unknown): number | Promise<number> => {
    const usual = (given as Readonly<Record<string, object>>)[group]
    return figure({ ...given, [group]: { ...usual, [name]: value } })
  }
  expect(await figureFor(less)).toBeLessThan(await figureFor(more))
})

test('64-bit products in a loop of a small module wait for nothing', async () => {
  const isOptimised = async (length: number): Promise<boolean> =>
    translateOnce(await program(wideLoop, { tuning: { baseline: { length } } }), 0).baseline === undefined
  expect([await isOptimised(0), await isOptimised(1000)]).toEqual([false, true])
})
