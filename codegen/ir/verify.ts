// Turns on checking behind every stage of translation. Only what tests the compiler imports this.

import { assert } from '../js/assert.js'
import { checkIR } from './check.js'
import { setVerifier } from './verifier.js'

/** From now on a function that is wrong behind a stage is an InternalError, which names both. */
export function verifyStages(): void {
  setVerifier((fn, { name, split, counted }, module) => {
    const [fault] = checkIR(fn, { module, split, counted })
    assert(fault === undefined, `${fn.name} is wrong behind ${name}: ${fault}`)
  })
}
