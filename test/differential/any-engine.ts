// Which engines of ours a generated module is tried on. A draw says all about one, as plain data, so that another
// process can make the same engine; every option that has to do with translating is drawn, and any may meet any other.
import { keepable } from '#codegen/index.js'
import { makeContext } from '#codegen/ir/context.js'
import type { Program } from '#codegen/program.js'
import { compile, type TranslateOptions } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import type { Listeners } from '#src/instruments/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { allLoops, type Engine, hot } from '../tiers/tiers.js'
import type { Random } from './random.js'

export interface Draw {
  /** `interpreted` after a number of calls and rounds means: until then. */
  readonly start: 'eager' | 'first call' | 'baseline' | 'loops' | 'hot' | 'interpreted' | 'alone' | 'default'
  readonly calls?: number
  /** How large a function may be. */
  readonly largest?: number
  /** How many steps it runs whole before it is cut by what it has run. */
  readonly profile?: number
  /** How high blocks may be. */
  readonly height?: number
  /** How many ticks pass between two looks at the clock. */
  readonly ticks?: number
  readonly listeners?: 'all' | 'some'
  /** Not the first instance: of the same program, or of one that begins with what the first has translated. */
  readonly second?: 'instance' | 'cached'
  /** In a process without a compiler. */
  readonly jitless?: boolean
}

/** A number of that order, each magnitude as likely as any other. */
const around = (random: Random, least: number, most: number): number =>
  Math.round(least * (most / least) ** (random.below(1001) / 1000))

/** What compilers make is not cut below 58,000, and the smaller the parts, the more there is that can go wrong. */
const anyLargest = (random: Random): number => around(random, 100, 3000)

function rest(random: Random): Draw {
  return {
    start: 'eager',
    ...(random.once(5) ? { height: random.between(1, 6) } : {}),
    ...(random.once(6) ? { ticks: around(random, 1, 2000) } : {}),
    ...(random.once(6) ? { listeners: random.pick(['all', 'some'] as const) } : {}),
    ...(random.once(8) ? { second: random.pick(['instance', 'cached'] as const) } : {}),
  }
}

function anyStart(random: Random): Pick<Draw, 'start' | 'calls'> {
  const start = random.pick([
    'first call',
    'baseline',
    'loops',
    'hot',
    'interpreted',
    'interpreted',
    'alone',
    'default',
  ] as const)
  if (start !== 'interpreted') return { start }
  return { start, calls: random.once(4) ? Number.POSITIVE_INFINITY : around(random, 1, 60) }
}

const cutting = (random: Random): Draw => ({
  ...rest(random),
  largest: anyLargest(random),
  ...(random.once(3) ? { height: 2 } : {}),
})

/**
 * Three for each module: one that translates all at once and cuts nothing, which is what most have, one that cuts, and one
 * that translates as functions are called; and one more that cuts, where that is what matters.
 */
export const anyDraws = (random: Random, isCut: boolean): readonly Draw[] => [
  rest(random),
  ...random.list(isCut ? 2 : 1, () => cutting(random)),
  {
    ...rest(random),
    ...anyStart(random),
    ...(random.once(2)
      ? { largest: anyLargest(random), profile: random.pick([0, around(random, 3, 3000)]) }
      : {}),
    ...(random.once(12) ? { jitless: true } : {}),
  },
]

/** Every way by itself, and some together: what `--every-tier` tries each module on. */
export const everyDraw: readonly Draw[] = [
  ...([{ start: 'eager' }, { start: 'eager', height: 2 }, { start: 'eager', ticks: 50 }] as const),
  ...([
    { start: 'eager', listeners: 'all' },
    { start: 'eager', second: 'instance' },
  ] as const),
  ...[300, 450, 600, 800, 1000, 1500, 3000].map(largest => ({ start: 'eager', largest }) as const),
  ...[300, 800, 2000].map(largest => ({ start: 'eager', largest, height: 2, ticks: 7 }) as const),
  ...([
    { start: 'baseline' },
    { start: 'loops' },
    { start: 'hot' },
    { start: 'hot', second: 'instance' },
    { start: 'baseline', ticks: 20, listeners: 'some' },
    { start: 'loops', ticks: 7, listeners: 'all' },
    { start: 'hot', ticks: 20, second: 'instance' },
    { start: 'hot', listeners: 'some', second: 'cached' },
    { start: 'default', ticks: 20, second: 'cached' },
  ] as const),
  ...([{ start: 'first call' }, { start: 'first call', listeners: 'some', second: 'cached' }] as const),
  ...[300, 700, 1500].map(largest => ({ start: 'first call', largest, profile: 20 }) as const),
  ...[1, 5, 20, Number.POSITIVE_INFINITY].map(calls => ({ start: 'interpreted', calls }) as const),
  ...([{ start: 'alone' }, { start: 'alone', ticks: 20, listeners: 'all' }] as const),
  { start: 'interpreted', calls: 3, largest: 500, profile: 20, height: 2 },
  ...([{ start: 'interpreted', calls: 10, ticks: 20, listeners: 'all' }, { start: 'default' }] as const),
  ...([
    { start: 'eager', jitless: true },
    { start: 'interpreted', calls: 2, jitless: true },
  ] as const),
]

/** The words that reports use. */
export function nameOf({ start, calls, ...others }: Draw): string {
  const words = Object.entries(others).map(([word, value]) => (value === true ? word : `${word} ${value}`))
  return `jitsam (${[calls === undefined ? start : `${start} ${calls}`, ...words].join(', ')})`
}

/** Looks at all that it is told. */
const listener = {
  before: ({ params }: { readonly params: readonly unknown[] }) => void params.map(value => typeof value),
  after: (_: unknown, results: readonly unknown[]) => void results.map(value => typeof value),
  abort: () => {},
}

const listenersFor = (which: 'all' | 'some'): Listeners => ({
  listen: ({ index }) => (which === 'all' || index % 3 !== 0 ? listener : undefined),
  growth: () => () => {},
})

const starts = {
  eager: { lazy: 'never' },
  'first call': { lazy: 'always', interpreted: 0 },
  baseline: { tier: 'baseline' },
  loops: { tier: 'baseline', ...allLoops },
  hot,
  interpreted: { lazy: 'always' },
  alone: { evaluates: false },
  default: { lazy: 'always' },
} satisfies Readonly<Record<Draw['start'], TranslateOptions>>

const optionsOf = ({ start, calls, largest, profile, ticks, listeners }: Draw): TranslateOptions => ({
  ...starts[start],
  ...(calls === undefined ? {} : { interpreted: calls }),
  largest,
  profile,
  deadline: ticks === undefined ? undefined : { overdue: () => ticks },
  listeners: listeners && listenersFor(listeners),
})

function compiled(bytes: Uint8Array, draw: Draw, first?: Program): Program {
  const cache = first && {
    ...{ ...keepable(first), validated: undefined },
    // biome-ignore lint/security/noGlobalEval: what a cache gives is evaluated by whoever keeps it
    evaluate: (text: string): unknown => globalThis.eval(text),
  }
  const program = compile(bytes, { ...optionsOf(draw), cache })
  if (draw.height === undefined) return program
  const { module, context } = program
  return { ...program, context: makeContext(module, context.depths, draw.height) }
}

/** An engine, and how what it has made for one guest serves the next, if that is wanted. */
export interface Drawn extends Engine {
  readonly draw: Draw
  /** For a second guest, once the first has run. */
  again?(): object
}

/** Makes the engine of a draw, for one module. */
export function drawn(draw: Draw): Drawn {
  let program: Program | undefined
  let module: object | undefined
  let bytes: Uint8Array | undefined
  return {
    draw,
    name: nameOf(draw),
    wasm: WebAssembly,
    module(given) {
      bytes = given
      program = compiled(given, draw)
      module = moduleFor(program)
      return module
    },
    ...(draw.second === undefined
      ? {}
      : { again: () => (draw.second === 'instance' ? module! : moduleFor(compiled(bytes!, draw, program))) }),
  }
}
