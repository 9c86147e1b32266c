// All ways in which a module can be translated and run, for every test that compares them. What is meant
// for large modules, or for embedders, is put to use on small ones: functions translated when first called,
// interpreted, or left in the middle; cut into regions, at once or by a profile; nests flattened at a
// height that hardly any code stays below; code that looks at a clock; calls that somebody listens to. None
// of it may be seen from outside.
//
// A tier is a list of words, each a row of `ways`.
import { makeContext } from '#codegen/ir/context.js'
import { compile, type TranslateOptions } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'

export type Namespace = typeof WebAssembly

export interface Engine {
  readonly name: string
  readonly wasm: Namespace
  module(bytes: Uint8Array): object
}

/** The host's own. */
export const native = (globalThis as unknown as { readonly WebAssembly: Namespace }).WebAssembly

export const reference: Engine = {
  name: 'native',
  wasm: native,
  module: bytes => new native.Module(bytes),
}

const ignore = () => {}
const listeners = { listen: () => ({ before: ignore, after: ignore, abort: ignore }), growth: () => ignore }

/** What makes a function hot at its first call, so that the second meets the text of all passes. */
export const hot: TranslateOptions = {
  tuning: {
    loading: { presentBytes: 0 },
    baseline: { young: 0, credit: 1e9, firstCalls: 1, mostCalls: 1, enough: 1 },
  },
}

/** Every loop that can leave its function does; see codegen/baseline/loops.ts. */
export const allLoops: TranslateOptions = {
  tuning: { cutting: { from: 0, least: 0, most: 1e9, share: 2 } },
}

/** A deadline that is often looked at, and listeners to everything. */
export const watched: TranslateOptions = { deadline: { overdue: () => 50 }, listeners }

/** What each word asks for. Without any of the first rows small modules are translated at once. */
// biome-ignore format: a table
const ways = {
  'eager':       { lazy: 'never' },
  'first call':  { lazy: 'always', interpreted: 0 },
  /** By the baseline translator, for good. */
  'baseline':    { tier: 'baseline' },
  'loops':       { tier: 'baseline', ...allLoops },
  'interpreted': { lazy: 'always', interpreted: Number.POSITIVE_INFINITY },
  /** For good, as where no text may be evaluated. */
  'alone':       { evaluates: false },
  /** Left at the next loop and the next call. */
  'left':        { lazy: 'always', interpreted: 1 },
  'left later':  { lazy: 'always', interpreted: 20 },
  /** By the baseline translator until it is hot, at once. */
  'hot':         hot,
  /** What modules have by default. */
  'default':     { lazy: 'always' },
  'budget':      { tier: 'interpreted' },
  'cut 300':     { largest: 300 },
  'cut 600':     { largest: 600 },
  'cut 800':     { largest: 800 },
  'cut 1000':    { largest: 1000 },
  'cut 1500':    { largest: 1500 },
  /** Runs whole at first, and is cut by what it has run. Nothing is, if translated at once. */
  'profile':       { profile: 20 },
  /** The first instance has no code for itself either. */
  'shared':      { instances: 'many' },
  'deadline':    { deadline: watched.deadline },
  'listeners':   { listeners },
  /** Hardly any code nests as statements; see below. */
  'low blocks':  {},
} satisfies Readonly<Record<string, TranslateOptions>>

export type Way = keyof typeof ways
export type Tier = readonly Way[]

/** Blocks are so high where they are low. */
const lowHeight = 2

/** Every way by itself, and those together of which one could disturb the other. */
// biome-ignore format: a table
export const tiers: readonly Tier[] = [
  ['eager'],
  ['eager', 'low blocks'],
  ['eager', 'deadline'],
  ['eager', 'listeners'],
  ['eager', 'cut 300'],
  ['eager', 'cut 600'],
  ['eager', 'cut 1000'],
  ['eager', 'cut 300', 'low blocks'],
  ['eager', 'cut 600', 'low blocks', 'deadline'],
  ['eager', 'cut 800', 'low blocks'],
  ['eager', 'cut 1000', 'low blocks', 'listeners'],
  ['eager', 'cut 300', 'deadline', 'listeners'],
  ['baseline'],
  ['baseline', 'deadline'],
  ['baseline', 'listeners'],
  ['loops'],
  ['loops', 'deadline', 'listeners'],
  ['hot'],
  ['hot', 'deadline', 'listeners'],
  ['first call'],
  ['first call', 'cut 300', 'profile'],
  ['first call', 'cut 600', 'profile', 'low blocks'],
  ['first call', 'cut 1000', 'profile', 'deadline'],
  ['interpreted'],
  ['alone'],
  ['alone', 'deadline'],
  ['alone', 'listeners'],
  ['left'],
  ['left', 'low blocks', 'listeners'],
  ['left', 'cut 300', 'profile', 'deadline'],
  ['left', 'cut 600', 'low blocks'],
  ['left later'],
  ['left later', 'cut 300', 'profile'],
  ['eager', 'shared'],
  ['hot', 'shared'],
  ['left', 'shared', 'listeners'],
  ['default'],
  ['budget'],
  ['budget', 'listeners'],
]

/** Where the host has no compiler of its own: `node --jitless`. */
export const jitlessTiers: readonly Tier[] = [['eager'], ['interpreted'], ['left'], ['default'], ['budget']]

export const tierName = (tier: Tier): string => `jitsam (${tier.join(', ')})`

/** A module object of ours, translated so. */
export function moduleOf(bytes: Uint8Array, tier: Tier): object {
  const options: TranslateOptions = Object.assign({}, ...tier.map(way => ways[way]))
  const program = compile(bytes, options)
  if (!tier.includes('low blocks')) return moduleFor(program)
  const { module, context } = program
  return moduleFor({ ...program, context: makeContext(module, context.depths, lowHeight) })
}

export const ours = (tier: Tier): Engine => ({
  name: tierName(tier),
  wasm: WebAssembly,
  module: bytes => moduleOf(bytes, tier),
})

/** All tiers, as engines. */
export const engines: readonly Engine[] = tiers.map(ours)
