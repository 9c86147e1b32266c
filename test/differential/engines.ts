// The engines that are compared: the host's own WebAssembly, and ours in all its ways of translating. What is
// meant for large modules or for embedders is put to use on small ones: functions translated when first
// called, nests flattened at a height that hardly any code stays below, functions cut into parts, code that
// looks at a clock, functions that are interpreted or left in the middle, and code whose calls somebody listens to. None of it may be seen from outside.
import { makeContext } from '#codegen/ir/builder.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import type { Random } from './random.js'

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

/** How modules are translated, by the words that reports use. */
export interface Ways {
  readonly lazy: boolean
  readonly flat: boolean
  readonly cut: boolean
  readonly timed: boolean
  readonly listened: boolean
  /** Interpreted all the time, or left at the next loop and the next call. */
  readonly interpreted: boolean
  readonly left: boolean
}

const ignore = () => {}
const listeners = { listen: () => ({ before: ignore, after: ignore, abort: ignore }), growth: () => ignore }

export function ours(ways: Partial<Ways>): Engine {
  const words = Object.entries(ways).flatMap(([word, chosen]) => (chosen ? [word] : []))
  return {
    name: `jitsam (${words.join(', ') || 'eager'})`,
    wasm: WebAssembly,
    module(bytes) {
      const program = compile(bytes, {
        lazy: ways.lazy || ways.interpreted || ways.left ? 'always' : 'never',
        interpreted: ways.interpreted ? 1e8 : ways.left ? 1 : 0,
        ...(ways.cut ? { largest: 1500, trial: 20 } : {}),
        deadline: ways.timed ? { overdue: () => 50 } : undefined,
        listeners: ways.listened ? listeners : undefined,
      })
      const { module, context } = program
      const height = ways.flat ? 2 : context.maxHeight
      return moduleFor({ ...program, context: makeContext(module, context.depths, height) })
    },
  }
}

/** Mostly the plain ways, for they are what everybody uses. */
export const anyOurs = (random: Random): Engine =>
  ours({
    lazy: random.once(2),
    flat: random.once(4),
    cut: random.once(4),
    timed: random.once(8),
    listened: random.once(8),
    interpreted: random.once(2),
    left: random.once(4),
  })
