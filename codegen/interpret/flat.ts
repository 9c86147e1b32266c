// Flat code: a function as a row of numbers, ready to be interpreted.
//
//   rounds left, calls left, function, then steps: number, positions and immediates
//
// Numbers of instructions are those of the instruction table, those of the other steps come behind them.

import { type Row, rows } from '../../src/wasm/ops/index.js'
import { controlSteps } from './steps/control.js'
import { memorySteps } from './steps/memory.js'
import { numericSteps } from './steps/numeric.js'
import { type Step, steps } from './steps/step.js'
import { wideSteps } from './steps/wide.js'

export interface Flat {
  readonly code: Int32Array
  /** Where its first step stands. */
  readonly start: number
  /** What lies below the frame's position, and how many words it has from there on. */
  readonly constants: Int32Array
  readonly words: number
  /** Where the locals begin that are no parameters, and where they end: they begin as 0. */
  readonly zeros: number
  readonly locals: number
  /** Of each loop, in the order of the code, how many are around it. */
  readonly loops: readonly number[]
  /** The words of the parameters, each doubled, and 1 more for a double. */
  readonly params: Int32Array
}

/** Where the first step stands. */
export const headerLength = 3

export type OwnStep = keyof typeof controlSteps

const instructionSteps: Readonly<Record<string, Step>> = { ...numericSteps, ...wideSteps, ...memorySteps }

steps.push(
  ...rows.map(({ name }) => instructionSteps[name] ?? controlSteps.unreachable),
  ...Object.values(controlSteps),
)

const ownNames = Object.keys(controlSteps) as OwnStep[]

/** The number of a step that is not an instruction's own. */
export const stepNumber = Object.fromEntries(ownNames.map((name, i) => [name, rows.length + i])) as Readonly<
  Record<OwnStep, number>
>

/** Whether the interpreter knows an instruction whose operands and results its signature tells. */
export const isPlain = ({ name, signature }: Row): boolean =>
  signature !== undefined && Object.hasOwn(instructionSteps, name)
