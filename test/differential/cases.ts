// The cases: each is a number, and all about it follows from that and a seed. Every other module is binaryen's, the
// rest are our own generator's.
import { type Engine, native } from '../tiers/tiers.js'
import { anyOurs } from './any-engine.js'
import { endsWithin } from './bounded.js'
import { type Comparison, compare, type Mismatch } from './compare.js'
import { fuzzed } from './fuzzed.js'
import { generated } from './generate/index.js'
import { Random } from './random.js'
import { reduce } from './reduce.js'
import type { WasmOpt } from './wasm-opt.js'

export interface Case {
  readonly seed: number
  readonly index: number
  readonly maker: 'binaryen' | 'our generator' | 'a person'
  readonly bytes: Uint8Array
  readonly engine: Engine
}

/** No call of a right module takes a tenth of it. */
const patience = 10_000

export async function makeCase(wasmOpt: WasmOpt, seed: number, index: number): Promise<Case> {
  const random = new Random(seed, index)
  const engine = anyOurs(random)
  const isFuzzed = index % 2 === 0
  const bytes = isFuzzed ? await fuzzed(wasmOpt, random) : generated(random)
  return { seed, index, engine, bytes, maker: isFuzzed ? 'binaryen' : 'our generator' }
}

function endless(engine: Engine): Comparison {
  const mismatch = { engine: engine.name, step: 'some call', expected: 'an end', actual: 'no end' }
  return { mismatch, calls: 0, traps: 0, overflowed: false }
}

function failed({ engine }: Case, error: unknown): Comparison {
  const actual = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const mismatch = { engine: engine.name, step: 'compile', expected: 'a module', actual }
  return { mismatch, calls: 0, traps: 0, overflowed: false }
}

/** Compares our engine with the host's own. Neither may take forever, and ours must take every valid module. */
export function check(given: Case, milliseconds = patience): Comparison {
  let comparison = endless(given.engine)
  try {
    endsWithin(milliseconds, () => {
      comparison = compare(given.engine, given.bytes, given.index)
    })
  } catch (error) {
    return failed(given, error)
  }
  return comparison
}

/** A mismatch of the same kind, whatever numbers it is about. */
const kindOf = ({ expected, actual }: Mismatch): string =>
  `${expected}, ${actual.split('\n')[0]}`.replace(/[-\d.]+n?/g, '#')

/** A smaller module that shows the same mismatch. */
export function reduceCase(given: Case, mismatch: Mismatch, milliseconds: number): Uint8Array {
  const test = (bytes: Uint8Array) => {
    if (!native.validate(bytes)) return false
    const found = check({ ...given, bytes }, 1000).mismatch
    return found !== undefined && kindOf(found) === kindOf(mismatch)
  }
  return reduce(given.bytes, test, milliseconds)
}
