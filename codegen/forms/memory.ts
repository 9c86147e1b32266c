// Memories: one DataView for all accesses. `address >>> 0` plus the offset never wraps, and what is out of
// bounds is the view's own RangeError, which the boundary turns into the trap. Without an offset the address
// is left signed: memories so large that a negative one means something have a view that knows what.

import type { Present, WideName } from '../../src/wasm/ops/index.js'
import type { memory } from '../../src/wasm/ops/memory.js'
import * as float from '../helpers/float.js'
import * as helper from '../helpers/memory.js'
import { access, accessCall, callOn, type Form, plainOn, provided } from './form.js'

/** Loads, stores and the sizes of memories. `$0` is the view. */
// biome-ignore format: a table
export const memoryForms = {
  'i32.load':     access('$0.getInt32($1, true)'),
  'f32.load':     accessCall(float.loadF32),
  'f64.load':     access('$0.getFloat64($1, true)'),
  'i32.load8_s':  access('$0.getInt8($1)'),
  'i32.load8_u':  access('$0.getUint8($1)'),
  'i32.load16_s': access('$0.getInt16($1, true)'),
  'i32.load16_u': access('$0.getUint16($1, true)'),
  'i32.store':    access('$0.setInt32($1, $2, true)'),
  'f32.store':    accessCall(float.storeF32),
  'f64.store':    access('$0.setFloat64($1, $2, true)'),
  'i32.store8':   access('$0.setInt8($1, $2)'),
  'i32.store16':  access('$0.setInt16($1, $2, true)'),
  'memory.size':  plainOn('$0.pages', 'memory'),
  'memory.grow':  plainOn('$0.grow($1)', 'memory'),
  'memory.init':  callOn(helper.memoryInit, 'second memory', 'data segment'),
  'data.drop':    provided('dropData', 'index'),
  'memory.copy':  callOn(helper.memoryCopy, 'memory', 'second memory'),
  'memory.fill':  callOn(helper.memoryFill, 'memory'),
} satisfies Readonly<Record<Exclude<Present<typeof memory>, WideName>, Form>>
