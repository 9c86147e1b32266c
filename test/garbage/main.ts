// npm run garbage [-- --count 100000] [--seed 1] [--only NUMBER]
//
// Damaged modules, in processes of a thousand or so: one that dies, or makes no progress, is a failure, and the
// module that did it is named.
import { spawnSync } from 'node:child_process'
import { writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Fault, judge, type Verdict, verdicts } from './judge.js'
import { makeGarbage, readSeeds } from './mutate.js'

const batch = 2000
const longestBatch = 300_000

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

/** In a process of its own: each number is printed before its module is tried, and its verdict behind it. */
function runBatch(from: number, to: number): void {
  const seeds = readSeeds()
  for (let index = from; index < to; index++) {
    writeSync(1, `${index} `)
    try {
      writeSync(1, `${judge(makeGarbage(seeds, seed, index))}\n`)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      writeSync(1, `FAULT ${error.message}\n`)
    }
  }
}

function runAll(): void {
  const totals: Record<Verdict, number> = { rejected: 0, 'not linked': 0, 'did not start': 0, ran: 0 }
  const faults: string[] = []
  const started = performance.now()
  for (let from = 0; from < count; from += batch) {
    const to = Math.min(from + batch, count)
    const range = ['--from', `${from}`, '--count', `${to}`, '--seed', `${seed}`]
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...range], {
      encoding: 'utf8',
      timeout: longestBatch,
      maxBuffer: 1 << 28,
    })
    const lines = child.stdout.trimEnd().split('\n')
    for (const line of lines) {
      const verdict = line.slice(line.indexOf(' ') + 1)
      if (verdicts.includes(verdict as Verdict)) totals[verdict as Verdict]++
      else if (verdict.startsWith('FAULT')) faults.push(line)
    }
    const why = child.error?.message ?? (child.signal ? `killed by ${child.signal}` : child.stderr.trim())
    if (child.status !== 0) faults.push(`${lines.at(-1)}: the process ended: ${why}`)
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  const done = Object.values(totals).reduce((sum, number) => sum + number, 0)
  console.log(
    Object.entries(totals)
      .map(([name, number]) => `${name} ${number}`)
      .join(', '),
  )
  for (const fault of faults) console.log(`seed ${seed}, module ${fault}`)
  console.log(`${done} damaged modules of seed ${seed} in ${seconds} s, ${faults.length} faults`)
  if (faults.length > 0 || done !== count) process.exitCode = 1
}

if (values.only !== undefined) runBatch(Number(values.only), Number(values.only) + 1)
else if (values.from !== undefined) runBatch(Number(values.from), count)
else runAll()
