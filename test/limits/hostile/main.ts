// npm run hostile [-- --only TEXT] [--way WAY] [--each] [--work]
//
// What hostile modules cost, each in a process of its own, beside what they cost the host's own engine. The
// exit code is 1 if one is over the limits (judge.ts) or does something else than native. With `--work` it is what
// translating them costs, counted, whatever else the machine does at the time (work.ts).
import { parseArgs } from 'node:util'
import { allWays, type Cost, extra, factor, judge, mostMemory, type Verdict, type Way } from './judge.js'
import { most } from './module.js'
import { each, rows } from './rows.js'
import { mostWork, workOf } from './work.js'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    way: { type: 'string', multiple: true },
    each: { type: 'boolean' },
    work: { type: 'boolean' },
  },
})

const which = (values.way as readonly Way[] | undefined) ?? allWays
const table = values.each ? each : rows
const names = Object.keys(table).filter(name => name.includes(values.only ?? ''))

const width = 15
const show = (cost: Cost): string =>
  ('died' in cost
    ? 'died'
    : `${Math.round(cost.stopped ? cost.late : cost.milliseconds)}${cost.stopped ? ' late' : ' ms'} ${Math.round(cost.memory / 2 ** 20)} MB`
  ).padStart(width)

function faultsOf({ size, native, judged }: Verdict): readonly string[] {
  const found = judged.flatMap(({ way, fault }) => (fault === undefined ? [] : [`${way}: ${fault}`]))
  if (size > most) found.push(`${size} bytes, at most ${most}`)
  if ('died' in native) found.push(`native: ${native.died}`)
  return found
}

const nameWidth = 62
const row = (name: string, size: number, costs: string): string =>
  `${name.padEnd(nameWidth)} ${`${Math.round(size / 1024)}`.padStart(4)} ${costs}`

/** Whether a module costs no more than it may. */
function showWork(name: string): boolean {
  const bytes = table[name]!.bytes()
  const work = workOf(bytes)
  console.log(row(name, bytes.length, typeof work === 'string' ? work : `${work / 1000}k`.padStart(width)))
  return typeof work === 'string' || work < mostWork(bytes)
}

/** Whether a module is within all limits. */
function showCosts(name: string): boolean {
  const verdict = judge(table[name]!, which)
  const { size, native, judged } = verdict
  console.log(row(name, size, [native, ...judged.map(({ cost }) => cost)].map(show).join(' ')))
  const found = faultsOf(verdict)
  for (const fault of found) console.log(`  ${fault}`)
  return found.length === 0
}

const columns = values.work ? ['work'] : ['native', ...which]
console.log(`${''.padEnd(nameWidth)}   KB ${columns.map(name => name.padStart(width)).join(' ')}`)
const faults = names.filter(name => !(values.work ? showWork : showCosts)(name)).length
const limit = values.work
  ? 'a multiple of the bytes'
  : `${factor} times native's time and ${extra} ms, ${mostMemory / 2 ** 20} MB`
console.log(`${names.length} modules, ${faults} over the limits: ${limit}`)
if (faults > 0) process.exitCode = 1
