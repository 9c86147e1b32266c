// A process for one module: node child.mjs FILE WAY VALUES. It compiles the module, makes an instance and
// calls every function that is exported; at last it prints how long that took, how much memory the process
// had at most, and what the calls gave. The way `reading` only looks at so many pages of memory. JavaScript as
// it is, so that tests need not compile it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { compile } from '#src/compile.js'
import { WebAssembly as ours } from '#src/index.js'
import { Deadline } from '#src/instance/deadline.js'
import { moduleFor } from '#src/namespace/module.js'

const native = WebAssembly

/** In milliseconds, of all threads: others may use the machine as well. */
function processorTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

class Stopped extends Error {
  name = 'Stopped'
}

/** What a guest is given that is to be stopped, in milliseconds, and when that is over. */
const given = 50
let end = Number.POSITIVE_INFINITY

/** A deadline that goes by processor time. */
const short = {
  overdue() {
    if (processorTime() > end) throw new Stopped()
    return 100_000
  },
}

function far() {
  const deadline = new Deadline()
  deadline.start(1e9)
  return deadline
}

/** What it takes to look at memory that nobody has written: on some systems a page and its time for each. */
function readPages(count) {
  const words = new Int32Array(count * 16384)
  let sum = 0
  for (let i = 0; i < words.length; i += 1024) sum += words[i]
  return `${sum}`
}

/** By the host's own engine, or by ours in each of its tiers. */
const ways = {
  native: bytes => new native.Module(bytes),
  usual: bytes => new ours.Module(bytes),
  eager: bytes => moduleFor(compile(bytes, { lazy: 'never' })),
  lazy: bytes => moduleFor(compile(bytes, { lazy: 'always' })),
  called: bytes => moduleFor(compile(bytes, { lazy: 'always', interpreted: 0 })),
  cut: bytes => moduleFor(compile(bytes, { lazy: 'always', interpreted: 0, profile: 200 })),
  deadline: bytes => moduleFor(compile(bytes, { lazy: 'never', deadline: far() })),
  stopped: bytes => moduleFor(compile(bytes, { lazy: 'never', deadline: short })),
  'called, stopped': bytes => moduleFor(compile(bytes, { lazy: 'always', interpreted: 0, deadline: short })),
}

/** So often each export is called. */
const times = 3

const [file, way, values] = process.argv.slice(2)
const engine = way === 'native' ? native : ours
const parameters = JSON.parse(values).map(text =>
  text.endsWith('n') ? BigInt(text.slice(0, -1)) : Number(text),
)

/** Whatever is imported: functions that give 1, and numbers. */
function importsOf(module) {
  const imports = {}
  for (const { module: from, name, kind } of engine.Module.imports(module)) {
    imports[from] ??= {}
    imports[from][name] = kind === 'function' ? () => 1 : 1
  }
  return imports
}

let message
let stopped = false
/** By how many milliseconds a guest has been stopped late, at most. */
let late = 0

function outcomeOf(run) {
  try {
    return String(run())
  } catch (error) {
    if (error instanceof Stopped && !stopped) {
      stopped = true
      late = processorTime() - end
    }
    message ??= String(error)
    return error.name
  }
}

function callAll(exports) {
  const outcomes = []
  for (const [name, value] of Object.entries(exports))
    if (typeof value === 'function')
      for (let i = 0; i < times; i++) outcomes.push(`${name} ${outcomeOf(() => value(...parameters))}`)
  return outcomes
}

/** The error's name if it is not compiled, or not instantiated; and else what the calls gave. */
function run(bytes) {
  let module
  const compiled = outcomeOf(() => void (module = ways[way](bytes)))
  if (module === undefined) return compiled
  end = processorTime() + given
  let exports
  const made = outcomeOf(() => void (exports = new engine.Instance(module, importsOf(module)).exports))
  if (exports === undefined || stopped) return made
  const text = callAll(exports).join('\n')
  return text.length < 100 ? text : createHash('sha256').update(text).digest('hex')
}

const bytes = readFileSync(file)
const started = performance.now()
const used = processorTime()
const outcome = way === 'reading' ? readPages(parameters[0]) : run(bytes)
// Where others use the machine too it takes longer, and where there are several processors it may take less.
const milliseconds = Math.min(performance.now() - started, processorTime() - used)
const memory = process.resourceUsage().maxRSS * 1024
process.stdout.write(JSON.stringify({ milliseconds, memory, outcome, message, stopped, late }))
