// The classical programs in all tiers, as native; and native as the programs that a compiler for this machine made
// of the same sources. `npm run classical` calls them with larger sizes as well, and leaves nothing out.
//
// To cut takes most of the time, so a module is cut in a third of the ways, others at each level, and the largest ones,
// which are such without optimisation, are not cut. Without a compiler a source runs in one way at each level.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { observeWithin } from '../tiers/bounded.js'
import { differences } from '../tiers/differences.js'
import { type Jitless, openJitless } from '../tiers/jitless.js'
import { jitlessTiers, reference, type Tier, tiers } from '../tiers/tiers.js'
import { expected, type Level, levels, programOf, type Source, sources } from './programs.js'

/** In bytes. */
const large = 50_000

/** In milliseconds, on a busy machine. */
const patience = 60_000

const isCut = (tier: Tier) => tier.some(way => way.startsWith('cut'))
const [cutting, whole] = [tiers.filter(isCut), tiers.filter(tier => !isCut(tier))]

function tiersFor(bytes: Uint8Array, turn: number): readonly Tier[] {
  return bytes.length > large ? whole : [...whole, ...cutting.filter((_, i) => (i + turn) % 3 === 0)]
}

let jitless: Jitless | undefined

beforeAll(async () => {
  jitless = await openJitless()
})

afterAll(() => jitless?.close())

async function compareLevel(source: Source, level: Level, turn: number): Promise<readonly string[]> {
  const program = programOf(source, level, source.few)
  const lines = observeWithin(reference, program, patience)
  const found = await differences(program, lines, {
    tiers: tiersFor(program.bytes, turn),
    jitless: level === 'O0' ? undefined : jitless,
    jitlessTiers: [jitlessTiers[turn % jitlessTiers.length]!],
  })
  expect(found, `${source.name} at -${level}`).toEqual([])
  return lines.slice(0, source.few.length)
}

test.each(sources)('$name, $language', { timeout: 10 * patience }, async source => {
  const place = sources.indexOf(source)
  for (const [i, level] of levels.entries()) {
    const lines = await compareLevel(source, level, place + i)
    const known = lines.map(line => `${source.name} ${line}`)
    if (source.language === 'rust')
      expect(known.filter(line => line.includes('threw')).length).toBeLessThan(3)
    else expect(known.filter(line => !expected.has(line))).toEqual([])
  }
})

test('there are many of them', () => {
  const functions = sources.flatMap(({ name, few }) => few.map(call => `${name} ${call.name}`))
  expect(new Set(functions).size).toBeGreaterThanOrEqual(300)
  expect(functions.length).toBeGreaterThan(650)
})
