// Steps of the interpreter that forms say are those that have been written from them.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { numericForms } from '#codegen/forms/numeric.js'
import { formedSteps } from '#codegen/interpret/steps/formed.js'
import { ownSteps } from '#codegen/interpret/steps/numeric.js'
import { formedStepsFile, formedStepsText } from '#src/build/steps.js'

test('the file is what `npm run steps` writes', () => {
  expect(readFileSync(formedStepsFile, 'utf8')).toBe(formedStepsText())
})

test('an instruction has one step, by its form or of its own', () => {
  const both = Object.keys(ownSteps).filter(name => Object.hasOwn(formedSteps, name))
  expect(both).toEqual([])
  const names = Object.keys(numericForms).filter(name => !name.endsWith('.const'))
  expect([...Object.keys(formedSteps), ...Object.keys(ownSteps)].sort()).toEqual(names.sort())
})
