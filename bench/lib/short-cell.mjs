// node bench/lib/short-cell.mjs '{"name":…,"arm":{…}}'
//
// One short program on one engine, in a process of its own. The clock starts at the bytes, when the engine and all that
// belongs to the program's own JavaScript have been imported and nothing of that goes on any more, and stops at the result. The
// last line is JSON: `total` and, without what stands before the call of the program's entry, `work`, both the processor time of
// all threads; `main`, the main thread's part of the total, in milliseconds; and the peak of the process's memory in MB.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { namespaceOf } from './arms.mjs'
import { mainThreadTime, processorTime } from './clock.mjs'
import { installed } from './installed.mjs'
import { shortProgram } from './short-program.mjs'

/** @typedef {{ work: number, total: number, main: number, peak: number, result: string }} ShortCell */

/** @returns {{ all: number, main: number }} */
const now = () => ({ all: processorTime(), main: mainThreadTime() })

/**
 * The peak of the resident set in MB. Where there is such a file it is better than `maxRSS`, in which Linux counts what the
 * process was before `exec`.
 */
function peakMemory() {
  const file = '/proc/self/status'
  const found = existsSync(file) && /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(file, 'utf8'))
  return Number(found ? found[1] : process.resourceUsage().maxRSS) / 1024
}

/**
 * Waits until nothing goes on any more. Importing some hundred files makes Node's module loader so hot that V8 optimises it on
 * another thread, for up to 50 ms and beyond the last import: that is none of the program's time, and depends on how many files
 * there are. On a busy machine that thread may wait for its turn, so three looks in a row must have found nothing.
 */
async function rest() {
  for (let quiet = 0, last = processorTime(); quiet < 3; ) {
    await new Promise(resolve => setTimeout(resolve, 100))
    const time = processorTime()
    quiet = time - last < 2 ? quiet + 1 : 0
    last = time
  }
}

const { name, arm } = JSON.parse(process.argv[2] ?? '{}')
const namespace = await namespaceOf(arm)
Object.defineProperty(globalThis, 'WebAssembly', { value: namespace, writable: true, configurable: true })
const { prepare, load, work } = await shortProgram(name)
const given = await prepare(installed)
await rest()

const start = now()
const subject = await load(given)
const ready = now()
const result = await work(subject)
const end = now()

/** @type {ShortCell} */
const cell = {
  work: end.all - ready.all,
  total: end.all - start.all,
  main: end.main - start.main,
  peak: peakMemory(),
  result: createHash('sha256').update(String(result)).digest('hex').slice(0, 16),
}
console.log(`\n${JSON.stringify(cell)}`)
process.exit(0)
