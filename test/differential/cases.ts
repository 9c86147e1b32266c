// The cases: each is a number, and all about it follows from that and a seed. Some modules are binaryen's, the rest are
// our own generator's. Each is run on the host's own WebAssembly and on several engines of ours.
import { type Engine, native, reference } from '../tiers/tiers.js'
import { anyDraws, type Draw, nameOf } from './any-engine.js'
import { attempt } from './attempt.js'
import { endsWithin } from './bounded.js'
import { differenceOf, type Mismatch, record, type Transcript } from './compare.js'
import { fuzzed } from './fuzzed.js'
import { type EmphasisName, emphases } from './generate/emphases/index.js'
import { anyEmphases, generated } from './generate/index.js'
import type { Answer, Jitless, Order } from './jitless.js'
import { Random } from './random.js'
import { reduce } from './reduce.js'
import type { WasmOpt } from './wasm-opt.js'

export type Maker = 'binaryen' | 'our generator'

export interface Case {
  readonly seed: number
  readonly index: number
  /** Who made it, and what it is about. */
  readonly maker: string
  readonly bytes: Uint8Array
  readonly draws: readonly Draw[]
}

/** What decides the cases besides their seed. */
export interface Choice {
  readonly seed: number
  /** Both, if it is not said. */
  readonly maker?: Maker | undefined
  /** What all modules are about; any, if it is not said. */
  readonly about?: readonly EmphasisName[] | undefined
}

/** One in so many modules is binaryen's. */
const share = 8

/** No call of a right module takes a hundredth of it. */
const patience = 20_000

export async function makeCase(
  wasmOpt: WasmOpt,
  { seed, maker, about }: Choice,
  index: number,
): Promise<Case> {
  const random = new Random(seed, index)
  const isFuzzed = maker === undefined ? random.once(share) : maker === 'binaryen'
  if (isFuzzed) {
    const draws = anyDraws(random, false)
    return { seed, index, draws, bytes: await fuzzed(wasmOpt, random), maker: 'binaryen' }
  }
  const chosen = anyEmphases(random, about)
  const draws = anyDraws(
    random,
    chosen.some(name => emphases[name].isCut),
  )
  const bytes = generated(random, chosen)
  return { seed, index, draws, bytes, maker: `our generator (${chosen.join(', ') || 'anything'})` }
}

/** What a case came to. */
export interface Outcome {
  readonly mismatch: Mismatch | undefined
  /** The draw of the engine that differs. */
  readonly draw: Draw | undefined
  readonly calls: number
  readonly traps: number
  readonly overflowed: boolean
}

/** What may be needed to run a case. */
export interface Means {
  readonly jitless?: Jitless | undefined
  readonly milliseconds?: number
}

function nativeTranscript({ bytes, index }: Case, milliseconds: number): Transcript | undefined {
  let transcript: Transcript | undefined
  endsWithin(milliseconds, () => {
    transcript = record(reference, bytes, index)
  })
  return transcript
}

function judge(expected: Transcript, answer: Answer, engine: string): Mismatch | undefined {
  if (answer === 'endless') return { engine, step: 'some call', expected: 'an end', actual: 'no end' }
  if ('failed' in answer) return { engine, step: 'compile', expected: 'a module', actual: answer.failed }
  return differenceOf(expected, answer)
}

async function answerOnce(order: Order, { jitless }: Means): Promise<Answer | undefined> {
  if (!order.draw.jitless) return attempt(order)
  return await jitless?.record(order)
}

/** What takes too long is tried once more: the process may have been suspended. */
async function answerOf(order: Order, means: Means): Promise<Answer | undefined> {
  const answer = await answerOnce(order, means)
  return answer === 'endless' ? await answerOnce(order, means) : answer
}

/** Compares engines with the host's own. None may take forever, and ours must take every valid module. */
export async function check(given: Case, means: Means = {}): Promise<Outcome> {
  const { milliseconds = patience } = means
  const expected = nativeTranscript(given, milliseconds)
  if (expected === undefined)
    return { mismatch: undefined, draw: undefined, calls: 0, traps: 0, overflowed: true }
  const { steps, overflowed } = expected
  const traps = steps.filter(({ outcome }) => outcome.startsWith('threw')).length
  const counts = { calls: steps.length, traps, overflowed }
  for (const draw of given.draws) {
    const order = { bytes: given.bytes, seed: given.index, draw, milliseconds }
    const answer = await answerOf(order, means)
    const mismatch = answer && judge(expected, answer, nameOf(draw))
    if (mismatch !== undefined) return { mismatch, draw, ...counts }
  }
  return { mismatch: undefined, draw: undefined, ...counts }
}

/** A mismatch of the same kind, whatever numbers it is about. */
const kindOf = ({ expected, actual }: Mismatch): string =>
  `${expected}, ${actual.split('\n')[0]}`.replace(/[-\d.]+n?/g, '#')

/** A smaller module that shows the same mismatch. */
export async function reduceCase(
  given: Case,
  { mismatch, draw }: Outcome,
  means: Means,
): Promise<Uint8Array> {
  const test = async (bytes: Uint8Array): Promise<boolean> => {
    if (!native.validate(bytes)) return false
    const found = (await check({ ...given, bytes, draws: [draw!] }, { ...means, milliseconds: 1000 }))
      .mismatch
    return found !== undefined && kindOf(found) === kindOf(mismatch!)
  }
  return await reduce(given.bytes, test, means.milliseconds ?? patience)
}

/** Compares one engine on a module that a person wrote. */
export function compareWith(engine: Engine, bytes: Uint8Array): Pick<Outcome, 'mismatch' | 'calls'> {
  const expected = record(reference, bytes, 1)
  let mismatch: Mismatch | undefined = {
    engine: engine.name,
    step: 'some call',
    expected: 'an end',
    actual: 'no end',
  }
  endsWithin(patience, () => {
    mismatch = differenceOf(expected, record(engine, bytes, 1))
  })
  return { mismatch, calls: expected.steps.length }
}
