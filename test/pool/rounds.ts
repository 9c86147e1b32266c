// Random requests to a pool. Each finds the guest as the first one did, to the byte; then it changes what it
// likes, in any tier, and ends in any way. What earlier requests have kept leads nowhere.
import { createPool, type Guest } from '#src/pool/index.js'
import { Random } from '../differential/random.js'
import { moduleOf, type Tier } from '../tiers/tiers.js'
import { attempt, bytes, type Exports, observe, same } from './guest.js'

/** A page that the guest has just got holds something. */
class NotClean extends Error {
  override readonly name = 'NotClean'
}

type Action = (exports: Exports, random: Random) => unknown

const address = (random: Random): number => random.word() & 0x3ffff

/** What a request may do; some of it traps. */
const actions: Readonly<Record<string, Action>> = {
  store: (exports, random) => exports.store!(address(random), random.word()),
  'store a byte': (exports, random) => exports.store8!(address(random), random.word()),
  'write the last byte': exports => exports.store8!((exports.size!() as number) * 65536 - 1, 1),
  fill: (exports, random) => exports.fill!(address(random), random.word(), address(random) & 0xffff),
  copy: (exports, random) => exports.copy!(address(random), address(random), address(random) & 0xffff),
  grow: (exports, random) => exports.grow!(random.word() & 3),
  'look at what it grows by': exports => {
    const before = exports.grow!(1) as number
    // Looking by JavaScript would have the memory copied into a buffer of its size.
    if (before > 0 && exports.sum!(before * 65536, 65536) !== 0) throw new NotClean()
  },
  'grow by JavaScript': exports => exports.memory.grow(1),
  'read the buffer': exports => exports.memory.buffer.byteLength,
  'write to the buffer': (exports, random) =>
    new Uint8Array(exports.memory.buffer).fill(random.word(), 0, 1000),
  init: (exports, random) => exports.init!(address(random)),
  drop: exports => exports.drop!(),
  'set pointer': (exports, random) => exports['set pointer']!(random.word()),
  'set long': (exports, random) => exports['set long']!(random.long()),
  'set floats': (exports, random) => exports['set floats']!(random.word() / 3, random.word() / 7),
  'set function': (exports, random) => exports['set function']!(random.word() & 7),
  'set anything': exports => exports['set anything']!({ some: 'thing' }),
  'set counter': (exports, random) => exports['set counter']!(random.long()),
  'set counter by JavaScript': exports => {
    exports.counter.value = 1n
  },
  'set entry': (exports, random) => exports['set entry']!(random.word() & 7, exports.one),
  'clear entry': (exports, random) => exports['set entry']!(random.word() & 7, null),
  'fill entries': (exports, random) => exports['fill entries']!(random.word() & 7, random.word() & 3),
  'grow functions': (exports, random) => exports['grow functions']!(random.word() & 3),
  'init entries': (exports, random) => exports['init entries']!(random.word() & 7),
  'drop entries': exports => exports['drop entries']!(),
  'set thing': (exports, random) => exports['set thing']!(random.word() & 3, random.word()),
  'grow things': (exports, random) => exports['grow things']!(random.word() & 3, 'more'),
  trap: exports => exports.trap!(),
  divide: exports => exports.divide!(0),
  'call the host': (exports, random) => exports.call!(random.word() & 7),
  'overflow the stack': exports => exports.recurse!(10_000_000),
  recurse: exports => exports.recurse!(100),
  work: (exports, random) => exports.work!(1 + (random.word() & 0x3ff)),
}

const names = Object.keys(actions)

/** A stack that overflows takes a hundred times as long as anything else. */
const rare = 20

/** Something that a request takes with it; what comes of it later is to be `ReleasedError`, or nothing. */
type Kept = () => unknown

function keep(guest: Guest, random: Random): Kept {
  const exports = guest.exports as unknown as Exports
  const { memory, counter, functions, things } = exports
  const store = exports.store!
  const array = new Uint8Array(memory.buffer)
  // The guest may have cleared it.
  const entry = functions.get(0) ?? store
  const all: readonly Kept[] = [
    () => store(0, 1),
    () => guest.exports,
    () => guest.read(0, 1),
    () => memory.grow(0),
    () => memory.buffer,
    () => counter.value,
    () => functions.get(0),
    () => things.length,
    () => entry(),
    () => (array.length === 0 ? 'ReleasedError' : 'a buffer'),
  ]
  return all[(random.word() >>> 0) % all.length]!
}

/** What the host does when it is called: nothing, throw, or call back. */
const host = {
  call(what: number): number {
    if (what === 1) throw new Error('from the host')
    if (what === 2) throw 'something'
    return what
  },
}

/** What is wrong, if anything is. */
export async function rounds(tier: Tier, seed: number, count: number): Promise<string | undefined> {
  const random = new Random(seed)
  const pool = createPool(moduleOf(bytes, tier), { size: 1, imports: { host } })
  const first = await pool.run(observe)
  const kept: Kept[] = []
  for (let round = 0; round < count; round++) {
    const done: string[] = []
    let dirty: string | undefined
    const request = (guest: Guest): string | undefined => {
      if (!same(observe(guest), first)) return 'the guest is not as it was'
      const escaped = kept.map(attempt).find(outcome => outcome !== 'ReleasedError')
      if (escaped !== undefined) return `something kept still works: ${String(escaped)}`
      return undefined
    }
    const found = await pool.run(request)
    if (found !== undefined) return `${tier.join(', ')}, seed ${seed}, round ${round}: ${found}`
    await pool.run(guest => {
      const exports = guest.exports as unknown as Exports
      for (let i = random.word() & 7; i >= 0; i--) {
        const name = names[(random.word() >>> 0) % names.length]!
        if (name === 'overflow the stack' && (random.word() >>> 0) % rare !== 0) continue
        done.push(name)
        if (attempt(() => actions[name]!(exports, random)) === 'NotClean') dirty = done.join(', ')
      }
      // Who asks for the buffer has it copied when the memory grows, into one without room.
      if ((random.word() & 7) === 0) kept.push(keep(guest, random))
    })
    if (dirty !== undefined)
      return `${tier.join(', ')}, seed ${seed}, round ${round}: not clean after ${dirty}`
    if (kept.length > 20) kept.shift()
  }
  await pool.close()
  return undefined
}
