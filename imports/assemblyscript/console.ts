// The console, by the rules of Node: what is said goes to stdout, what is wrong to stderr.
import { displayed, host, type Program, print } from './kinds.js'

/** How many timers may run at once: the host keeps their labels. */
const mostTimers = 1000

const milliseconds = (program: Program): number => Number(program.clock.monotonic()) / 1e6

const say = (program: Program, text: string): void => print(program.stdout, `${text}\n`)

const complain = (program: Program, text: string): void => print(program.stderr, `${text}\n`)

function showTimer(program: Program, label: string): void {
  const begun = program.timers.get(label)
  if (begun === undefined) complain(program, `Warning: No such label '${label}' for console.time()`)
  else say(program, `${label}: ${(milliseconds(program) - begun).toFixed(3)}ms`)
}

export const consoleFunctions = displayed('~lib/bindings/dom/', {
  'console.log': host('console', 'text', say),
  'console.debug': host('console', 'text', say),
  'console.info': host('console', 'text', say),
  'console.warn': host('console', 'text', complain),
  'console.error': host('console', 'text', complain),

  'console.assert': host('console', 'condition:bool message:text', (program, condition, message) => {
    if (!condition) complain(program, message === '' ? 'Assertion failed' : `Assertion failed: ${message}`)
  }),

  'console.time': host('console', 'label:text', (program, label) => {
    if (program.timers.size < mostTimers) program.timers.set(label, milliseconds(program))
    else complain(program, `Warning: Too many labels for console.time(): '${label}'`)
  }),

  'console.timeLog': host('console', 'label:text', showTimer),

  'console.timeEnd': host('console', 'label:text', (program, label) => {
    showTimer(program, label)
    program.timers.delete(label)
  }),
})
