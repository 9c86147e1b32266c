// All steps, numbered. What the loop of the interpreter does by itself comes first.

import { controlSteps } from './control.js'
import { inLoop } from './loop.js'
import { memorySteps } from './memory.js'
import { numericSteps } from './numeric.js'
import { referenceSteps } from './reference.js'
import { steps } from './step.js'
import { wideSteps } from './wide.js'

const allSteps = { ...referenceSteps, ...numericSteps, ...wideSteps, ...memorySteps, ...controlSteps }

export type StepName = keyof typeof allSteps

const isInLoop: ReadonlySet<string> = new Set(inLoop)
const names = Object.keys(allSteps) as StepName[]
const ordered: readonly StepName[] = [...inLoop, ...names.filter(name => !isInLoop.has(name))]

steps.push(...ordered.map(name => allSteps[name]))

/** The number of a step by its name. */
export const stepNumber = Object.fromEntries(ordered.map((name, number) => [name, number])) as Readonly<
  Record<StepName, number>
>
