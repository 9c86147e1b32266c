// npm run csmith [-- --count 1000] [--seed 1] [--levels O0,O1,O2,Os] [--tiers all|cut|…] [--no-jitless] [--keep FOLDER]
// npm run csmith -- --rebuild
//
// Random C programs on the host's own WebAssembly and in all tiers of ours. A program is a number: `--seed 7` is
// the first one, 8 the next; some numbers have none. Source and wasm of what differs are kept in a folder; the exit
// code is then 1. Behind every stage of translation the verifier looks. Interrupted, it says what there has been until
// then. To rebuild is to compile those of `npm test` anew.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { verifyStages } from '#codegen/ir/verify.js'
import { noEnd, observeWithin } from '../tiers/bounded.js'
import { type Difference, differences } from '../tiers/differences.js'
import { type Jitless, openJitless } from '../tiers/jitless.js'
import { reference, tiers } from '../tiers/tiers.js'
import { chosen, fileOf } from './chosen.js'
import {
  compileSource,
  findTools,
  isDefined,
  type Level,
  levels,
  programOf,
  runNatively,
  source,
  type Tools,
} from './programs.js'

/** So long native may take; a tier that translates nothing takes a hundred times as long. */
const longest = 100

/** So many programs until the counts are told. */
const every = 50

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    levels: { type: 'string', default: levels.join() },
    tiers: { type: 'string', default: 'all' },
    'no-jitless': { type: 'boolean', default: false },
    rebuild: { type: 'boolean', default: false },
    keep: { type: 'string', default: 'node_modules/.cache/jitsam-csmith' },
  },
})

const seed = Number(values.seed)
const count = Number(values.count)
const chosenLevels = levels.filter(level => values.levels.split(',').includes(level))
const words = values.tiers.split(',')
const chosenTiers = tiers.filter(
  tier => words.includes('all') || words.some(word => tier.join().includes(word)),
)

const counts = {
  programs: 0,
  modules: 0,
  bytes: 0,
  unmade: 0,
  endless: 0,
  differing: 0,
  inC: 0,
  disagreeing: 0,
}

function keep(name: string, content: string | Uint8Array): string {
  mkdirSync(values.keep, { recursive: true })
  const path = join(values.keep, name)
  writeFileSync(path, content)
  return path
}

interface Compiled {
  readonly seed: number
  readonly level: Level
  readonly text: string
  readonly bytes: Uint8Array
}

function show({ seed, level, text, bytes }: Compiled, found: readonly Difference[]): void {
  counts.differing++
  process.exitCode = 1
  const name = `${seed}-${level}`
  console.log(`\nseed ${seed} at -${level}, ${keep(`${name}.c`, text)}, ${keep(`${name}.wasm`, bytes)}:`)
  for (const { tier, after, expected, actual } of found) {
    console.log(`  ${tier} differs after ${after} lines`)
    console.log(`    native: ${expected}`)
    console.log(`    jitsam: ${actual}`)
  }
  console.log(`  again: npm run csmith -- --count 1 --seed ${seed} --levels ${level}`)
}

/** What native has shown of one level; nothing if that takes too long. */
async function tryLevel(compiled: Compiled, jitless: Jitless | undefined): Promise<string | undefined> {
  const program = programOf(compiled.bytes)
  const expected = observeWithin(reference, program, longest)
  if (expected.at(-1) === noEnd) {
    counts.endless++
    return undefined
  }
  counts.modules++
  counts.bytes += compiled.bytes.length
  const found = await differences(program, expected, { tiers: chosenTiers, jitless })
  if (found.length > 0) show(compiled, found)
  return expected.find(line => line.startsWith('run'))
}

/** Where to compile and to try. */
interface Place {
  readonly tools: Tools
  readonly folder: string
  readonly jitless: Jitless | undefined
}

/** Whether there was a program to compare. */
async function tryProgram(seed: number, { tools, folder, jitless }: Place): Promise<boolean> {
  const text = source(seed)
  if (text === undefined) {
    counts.unmade++
    return false
  }
  let compared = 0
  const inC = isDefined(seed) ? runNatively(tools, { text, folder }) : undefined
  const checksums = new Set(inC === undefined ? [] : [inC])
  for (const level of chosenLevels) {
    const bytes = compileSource(tools, { text, level, folder })
    const checksum = await tryLevel({ seed, level, text, bytes }, jitless)
    if (checksum === undefined) continue
    compared++
    checksums.add(checksum)
  }
  if (inC !== undefined) counts.inC++
  if (isDefined(seed) && checksums.size > 1) {
    counts.disagreeing++
    process.exitCode = 1
    console.log(
      `\nseed ${seed}: C, and the host's WebAssembly at all levels, give ${[...checksums].join(', ')}`,
    )
  }
  return compared > 0
}

let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    interrupted = true
  })

const started = performance.now()

function report(): void {
  const { programs, modules, bytes, unmade, endless, differing, inC, disagreeing } = counts
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(
    `${programs} programs from seed ${seed} on, ${modules} modules of ${Math.round(bytes / 1024)} KB, ${seconds} s`,
  )
  console.log(
    `  left out: ${unmade} programs too short or too long, or not made, ${endless} modules that ran too long`,
  )
  console.log(
    `  ${inC} programs compiled for this machine as well, ${disagreeing} of which give something else`,
  )
  console.log(`  ${differing} modules differ from native`)
}

async function runAll(tools: Tools, folder: string): Promise<void> {
  const jitless = values['no-jitless'] ? undefined : await openJitless()
  try {
    for (let next = seed; counts.programs < count && !interrupted; next++) {
      if (!(await tryProgram(next, { tools, folder, jitless }))) continue
      if (++counts.programs % every === 0) report()
    }
    if (counts.programs % every !== 0) report()
  } finally {
    jitless?.close()
  }
}

function rebuild(tools: Tools, folder: string): void {
  for (const [seed, level] of chosen)
    writeFileSync(fileOf(seed, level), compileSource(tools, { text: source(seed)!, level, folder }))
}

verifyStages()
const tools = findTools()
if (typeof tools === 'string') {
  console.log(tools)
  process.exitCode = 2
} else {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-csmith-'))
  try {
    if (values.rebuild) rebuild(tools, folder)
    else await runAll(tools, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
