// Runs every step that stands in the loop of the interpreter (steps/loop.ts) once or twice, before it runs
// anything else. V8 optimises what has run, and leaves that code for good when it comes to anything that had
// not: without this the loop was compiled five times, 60 ms each, before hello world in Go was through.

import { headerLength, makeBytecode } from './bytecode.js'
import { type Machine, noMachine, noMemory } from './machine.js'
import { run } from './run.js'
import { type StepName, stepNumber } from './steps/index.js'
import { inLoop } from './steps/loop.js'

/** Positions in the frame: 0, 1, the largest i32, and where results go. */
const zero = 0
const one = 2
const large = 4
const result = 6

/** Pairs of operands; the sum of the last is no i32. */
const pairs = [
  [zero, one],
  [one, zero],
  [large, large],
] as const

/** Steps that are no case of the loop: so it knows from the start that it calls many. */
const others: readonly StepName[] = ['i32.mul', 'i32.xor', 'i64.sub', 'i64.or']

/** The operands of a step, for each time that it is run; `next` is where the code goes on. */
function operandsOf(name: StepName): readonly ((next: number) => readonly number[])[] {
  if (name === 'move') return [() => [result, one]]
  if (name === 'const') return [() => [result, 1, 0]]
  if (name === 'select') return [zero, one].map(condition => () => [result, zero, one, condition])
  if (name === 'jump') return [next => [next]]
  if (name === 'jump if' || name === 'jump unless') return [zero, one].map(value => next => [value, next])
  if (name.startsWith('jump if')) return pairs.map(pair => next => [...pair, next])
  if (name === 'switch') return [next => [zero, 1, next]]
  if (name === 'return') return []
  if (name === 'get int') return [() => [result, 0]]
  if (name === 'set int') return [() => [0, one]]
  if (name.includes('.load')) return [() => [result, zero, 0], () => [result, one, 1]]
  if (name.includes('.store')) return [() => [zero, large, 0], () => [one, zero, 1]]
  if (name.includes('extend')) return [() => [result, large]]
  return pairs.map(pair => () => [result, ...pair])
}

function allSteps(): readonly number[] {
  const code: number[] = []
  for (const name of [...inLoop, ...others]) {
    for (const operands of operandsOf(name)) {
      const length = operands(0).length
      code.push(stepNumber[name], ...operands(headerLength + code.length + 1 + length))
    }
  }
  return [...code, stepNumber.return, 0]
}

const view = new DataView(new ArrayBuffer(64))
let word: unknown = 0

/** An instance with a memory of a few bytes, and one global. */
const machine: Machine = {
  ...noMachine,
  memories: [{ ...noMemory, view }],
  globals: [
    {
      get0: () => word,
      get1: () => word,
      set0: value => {
        word = value
      },
      set1: value => {
        word = value
      },
    },
  ],
}

/** V8 keeps no account of what a function does the first times; after many it would begin to compile it. */
const times = 6

let isWarm = false

/** Called before the first function is interpreted. */
export function warmLoop(): void {
  if (isWarm) return
  isWarm = true
  const bytecode = makeBytecode(allSteps(), 4, [])
  for (let i = 0; i < times; i++) run(machine, bytecode, [0, 1, 2 ** 31 - 1, 0])
}
