// Validation (chapter 3 of the standard), in one pass over the module. Code must have been validated before
// anybody translates it: what comes after takes its types for granted.

import { importedCount, type Module } from '../module.js'
import { Checker, validateBody } from './function.js'
import { validateModule } from './module.js'

/** What validation learned. */
export interface Validated {
  /** How deeply the control instructions of each body nest; 0: it has none. */
  readonly depths: Uint32Array
}

/** Validates a decoded module; throws a CompileError where it is invalid. */
export function validate(module: Module): Validated {
  const checker = new Checker(module)
  validateModule(checker)
  const depths = new Uint32Array(module.bodies.length)
  const imported = importedCount(module, 'func')
  for (let i = 0; i < depths.length; i++) {
    const type = checker.context.functionType(imported + i, 0)
    depths[i] = validateBody(checker, type, module.bodies[i]!)
  }
  return { depths }
}
