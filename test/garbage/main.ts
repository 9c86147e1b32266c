// npm run garbage [-- --count 100000] [--seed 1] [--only NUMBER]
//
// Damaged modules, in processes of some thousands: one that dies, or takes far too long, is a fault, and the
// module that did it is named. The exit code is then 1.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Random } from '../differential/random.js'
import { readCorpus } from './corpus.js'
import { examine, type Outcome } from './examine.js'
import { makeGarbage } from './mutate.js'

const folder = fileURLToPath(new URL('../../../node_modules/.cache/jitsam-garbage/', import.meta.url))

const batch = 5000
const longestBatch = 600_000
/** Far less than a machine has: no module of some kilobytes may need more. */
const heap = '--max-old-space-size=1024'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    from: { type: 'string' },
  },
})
const seed = Number(values.seed)
const count = Number(values.count)

/** What a process says at its end. */
interface Summary {
  readonly counts: Partial<Record<Outcome, number>>
  readonly slowest: number
  readonly memory: number
}

/** In a process of its own: prints each number before its module is tried, each fault, and at last a summary. */
function runBatch(from: number, to: number): void {
  const corpus = readCorpus()
  const counts: Partial<Record<Outcome, number>> = {}
  let slowest = 0
  for (let index = from; index < to; index++) {
    writeSync(1, `at ${index}\n`)
    const random = new Random(seed, index)
    const bytes = makeGarbage(corpus, random)
    const { outcome, fault, compiling } = examine(bytes, random)
    counts[outcome] = (counts[outcome] ?? 0) + 1
    slowest = Math.max(slowest, compiling)
    if (fault === undefined) continue
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${seed}-${index}.wasm`)
    writeFileSync(path, bytes)
    writeSync(1, `fault ${JSON.stringify(`module ${index}, ${path}: ${fault}`)}\n`)
  }
  const memory = process.resourceUsage().maxRSS / 1024
  writeSync(1, `end ${JSON.stringify({ counts, slowest, memory } satisfies Summary)}\n`)
}

/** Of the lines that begin with `word`, what follows. */
const linesOf = ({ stdout }: SpawnSyncReturns<string>, word: string): readonly string[] =>
  stdout.split('\n').flatMap(line => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []))

function spawnBatch(from: number, to: number): SpawnSyncReturns<string> {
  const range = ['--from', `${from}`, '--count', `${to}`, '--seed', `${seed}`]
  return spawnSync(process.execPath, [heap, fileURLToPath(import.meta.url), ...range], {
    encoding: 'utf8',
    timeout: longestBatch,
    maxBuffer: 1 << 28,
  })
}

function runAll(): void {
  const totals = new Map<string, number>()
  const faults: string[] = []
  const started = performance.now()
  let [slowest, memory] = [0, 0]
  for (let from = 0; from < count; from += batch) {
    const child = spawnBatch(from, Math.min(from + batch, count))
    faults.push(...linesOf(child, 'fault').map(line => JSON.parse(line) as string))
    const end = linesOf(child, 'end')[0]
    if (end === undefined) {
      const why = child.error?.message ?? child.signal ?? child.stderr.trim()
      faults.push(`module ${linesOf(child, 'at').at(-1)}: the process ended: ${why}`)
      continue
    }
    const summary = JSON.parse(end) as Summary
    slowest = Math.max(slowest, summary.slowest)
    memory = Math.max(memory, summary.memory)
    for (const [outcome, number] of Object.entries(summary.counts))
      totals.set(outcome, (totals.get(outcome) ?? 0) + number)
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  const done = [...totals.values()].reduce((sum, number) => sum + number, 0)
  for (const fault of faults) console.log(fault)
  console.log([...totals].map(([outcome, number]) => `${outcome} ${number}`).join(', '))
  console.log(`slowest compilation ${Math.round(slowest)} ms, most memory ${Math.round(memory)} MB`)
  console.log(`${done} damaged modules of seed ${seed} in ${seconds} s, ${faults.length} faults`)
  if (faults.length > 0 || done !== count) process.exitCode = 1
}

if (values.only !== undefined) runBatch(Number(values.only), Number(values.only) + 1)
else if (values.from !== undefined) runBatch(Number(values.from), count)
else runAll()
