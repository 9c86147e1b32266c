// Finds the f32 values whose NaN bits need no care.
//
// JavaScript has no 32-bit floats, and reading a signalling NaN into a 64-bit one makes it quiet. An f32 that
// is only moved must keep its bits, so loads and stores look for NaNs and carry them in a marked form. But
// arithmetic makes NaNs quiet anyway and never returns a marked one: a load that only arithmetic uses, and a
// store of what arithmetic computed, need no look. And what goes from a load straight to a store travels as
// an integer.

import { lastOf } from '../../src/engine/list.js'
import { rows } from '../../src/wasm/ops/index.js'
import type { FunctionIR, Node } from '../ir/nodes.js'
import { forEachNode } from '../ir/walk.js'

const quieting = rows.filter(({ traits }) => traits.includes('quiets'))

/** Operations that do not care for the NaN bits of their operands. */
const insensitive: ReadonlySet<string> = new Set(quieting.map(({ name }) => name))

/** Operations that give an f32 that is never marked. */
const producesClean: ReadonlySet<string> = new Set(
  quieting.flatMap(({ name, signature }) => (signature!.results[0] === 'f32' ? [name] : [])),
)

/** An f32 that goes from memory to memory and nowhere else. */
function moveAsInteger(store: Node): boolean {
  const value = store.args[1]!
  if (value.op !== 'f32.load' || value.uses !== 1) return false
  value.op = 'i32.load'
  value.type = 'i32'
  store.op = 'i32.store'
  return true
}

/** A load or store of an f32 marked `plain` needs no look at NaNs. */
export function relaxFloats(fn: FunctionIR): void {
  if (!fn.hasF32) return
  const sensitive = new Set<Node>()
  const loads: Node[] = []
  forEachNode(fn.body, node => {
    if (node.op === 'f32.load') loads.push(node)
    const value = lastOf(node.args)
    if (node.op === 'f32.store' && !moveAsInteger(node) && producesClean.has(value!.op))
      node.op = 'f32.store plain'
    if (node.op === 'f64.promote_f32' && producesClean.has(value!.op)) node.op = 'f64.promote_f32 plain'
    if (!insensitive.has(node.op)) for (const arg of node.args) if (arg.op === 'f32.load') sensitive.add(arg)
  })
  for (const load of loads) if (load.op === 'f32.load' && !sensitive.has(load)) load.op = 'f32.load plain'
}
