// Runs passes over a function. Behind each the function is shown to whoever looks (ir/verifier.ts), with what
// must hold there.

import { locate } from '../ir/fault.js'
import { see } from '../ir/verifier.js'
import { type Pass, type PassName, passes } from './index.js'
import { type Product, products } from './products.js'
import type { Unit } from './unit.js'

/** The properties that hold behind a pass. */
function holdsBehind({ ensures, breaks }: Pass, before: Unit['holds']): Unit['holds'] {
  return {
    split: before.split || ensures === 'words',
    counted: ensures === 'counts' || (before.counted && breaks !== 'counts'),
  }
}

/** Does one pass, if it has anything to do. */
export function runPass(unit: Unit, name: PassName): void {
  const pass: Pass = passes[name]
  unit.done.add(name)
  if (pass.when?.(unit) === false) return
  locate({ module: unit.module, fn: unit.fn.index, during: name }, () => pass.run(unit))
  unit.holds = holdsBehind(pass, unit.holds)
  see(unit.fn, { name, ...unit.holds }, unit.module)
  // The variables of regions are also the function's, whose reads were counted last.
  for (const region of unit.regions) see(region, { name, ...unit.holds, counted: false }, unit.module)
}

/** Does those passes of a product that have not been done yet; gives the unit. */
export function advance(unit: Unit, product: Product): Unit {
  for (const name of products[product]) if (!unit.done.has(name)) runPass(unit, name)
  return unit
}
