// npm run classical [-- NAME…] [--levels O0,O1,O2,Os] [--no-jitless]
//
// The classical programs with all their sizes, and Graphviz, in all tiers, as native; behind every stage of translation the
// verifier looks. The exit code is 1 if something differs.
import { parseArgs } from 'node:util'
import { verifyStages } from '#codegen/ir/verify.js'
import { draw } from '../corpus/graphviz.js'
import { observeWithin } from '../tiers/bounded.js'
import { differences } from '../tiers/differences.js'
import { type Jitless, openJitless } from '../tiers/jitless.js'
import { jitlessTiers, ours, reference, tierName, tiers } from '../tiers/tiers.js'
import { type Level, levels, programOf, type Source, sources } from './programs.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    levels: { type: 'string', default: levels.join() },
    'no-jitless': { type: 'boolean', default: false },
  },
})

const chosen = sources.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
const chosenLevels = levels.filter(level => values.levels.split(',').includes(level))

async function run(source: Source, level: Level, jitless: Jitless | undefined): Promise<number> {
  const program = programOf(source, level, source.all)
  const lines = observeWithin(reference, program, 60_000)
  // Those without a compiler get the small sizes: they take a hundred times as long.
  const small = programOf(source, level, source.few)
  const found = [
    ...(await differences(program, lines)),
    ...(await differences(small, observeWithin(reference, small, 60_000), { tiers: [], jitless })),
  ]
  for (const { tier, expected, actual } of found) {
    console.log(`${source.name} at -${level}: ${tier} differs`)
    console.log(`  native: ${expected}\n  jitsam: ${actual}`)
  }
  return found.length
}

async function drawAll(): Promise<number> {
  const expected = await draw(reference)
  let differing = 0
  for (const tier of tiers) {
    const drawn = await draw(ours(tier))
    if (drawn.every((picture, i) => picture === expected[i])) continue
    console.log(`graphviz: ${tierName(tier)} draws something else`)
    differing++
  }
  console.log('graphviz')
  return differing
}

verifyStages()
const jitless = values['no-jitless'] ? undefined : await openJitless()
let [functions, calls, differing] = [0, 0, 0]
try {
  for (const source of chosen) {
    functions += new Set(source.all.map(({ name }) => name)).size
    calls += source.all.length
    for (const level of chosenLevels) differing += await run(source, level, jitless)
    console.log(`${source.name}, ${source.language}`)
  }
  if (positionals.length === 0 || positionals.includes('graphviz')) differing += await drawAll()
} finally {
  jitless?.close()
}
const ways = tiers.length + (jitless === undefined ? 0 : jitlessTiers.length)
console.log(`${functions} functions, ${calls} calls, ${chosenLevels.length} levels, ${ways} tiers`)
console.log(differing === 0 ? 'all as native' : `${differing} differ`)
if (differing > 0) process.exitCode = 1
