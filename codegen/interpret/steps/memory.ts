// Memories, in rows as in numeric.ts. An access has the offset behind its operands. Like generated code it leaves
// the bounds to the view. Steps work on memory 0: around one of another memory stand two steps that turn to that
// and back. A trap between them leaves all that runs on this machine, and who runs then looks for itself.

import type { Present } from '../../../src/wasm/ops/index.js'
import type { memory as memoryRows } from '../../../src/wasm/ops/memory.js'
import * as float from '../../helpers/float.js'
import * as bulk from '../../helpers/memory.js'
import { F, I, look, machine, memory, view } from '../machine.js'
import type { Step } from './step.js'

// biome-ignore format: a table
export const memorySteps: Readonly<Record<Present<typeof memoryRows>, Step>> = {
  'i32.load':     (c, p, f) => { I[f + c[p + 1]!] = view.getInt32((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0), true); return p + 4 },
  'i64.load':     (c, p, f) => { const d = f + c[p + 1]!, at = (I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0); I[d + 1] = view.getInt32(at + 4, true); I[d] = view.getInt32(at, true); return p + 4 },
  'f32.load':     (c, p, f) => { F[(f + c[p + 1]!) >> 1] = float.loadF32(view, (I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0)); return p + 4 },
  'f64.load':     (c, p, f) => { const d = f + c[p + 1]!, at = (I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0); I[d + 1] = view.getInt32(at + 4, true); I[d] = view.getInt32(at, true); return p + 4 },
  'i32.load8_s':  (c, p, f) => { I[f + c[p + 1]!] = view.getInt8((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0)); return p + 4 },
  'i32.load8_u':  (c, p, f) => { I[f + c[p + 1]!] = view.getUint8((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0)); return p + 4 },
  'i32.load16_s': (c, p, f) => { I[f + c[p + 1]!] = view.getInt16((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0), true); return p + 4 },
  'i32.load16_u': (c, p, f) => { I[f + c[p + 1]!] = view.getUint16((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0), true); return p + 4 },
  'i64.load8_s':  (c, p, f) => { const d = f + c[p + 1]!, low = view.getInt8((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0)); I[d] = low; I[d + 1] = low >> 31; return p + 4 },
  'i64.load8_u':  (c, p, f) => { const d = f + c[p + 1]!, low = view.getUint8((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0)); I[d] = low; I[d + 1] = 0; return p + 4 },
  'i64.load16_s': (c, p, f) => { const d = f + c[p + 1]!, low = view.getInt16((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0), true); I[d] = low; I[d + 1] = low >> 31; return p + 4 },
  'i64.load16_u': (c, p, f) => { const d = f + c[p + 1]!, low = view.getUint16((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0), true); I[d] = low; I[d + 1] = 0; return p + 4 },
  'i64.load32_s': (c, p, f) => { const d = f + c[p + 1]!, low = view.getInt32((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0), true); I[d] = low; I[d + 1] = low >> 31; return p + 4 },
  'i64.load32_u': (c, p, f) => { const d = f + c[p + 1]!, low = view.getInt32((I[f + c[p + 2]!]! >>> 0) + (c[p + 3]! >>> 0), true); I[d] = low; I[d + 1] = 0; return p + 4 },
  'i32.store':    (c, p, f) => { view.setInt32((I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0), I[f + c[p + 2]!]!, true); return p + 4 },
  'i64.store':    (c, p, f) => { const s = f + c[p + 2]!, at = (I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0); view.setInt32(at + 4, I[s + 1]!, true); view.setInt32(at, I[s]!, true); return p + 4 },
  'f32.store':    (c, p, f) => { float.storeF32(view, (I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0), F[(f + c[p + 2]!) >> 1]!); return p + 4 },
  'f64.store':    (c, p, f) => { const s = f + c[p + 2]!, at = (I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0); view.setInt32(at + 4, I[s + 1]!, true); view.setInt32(at, I[s]!, true); return p + 4 },
  'i32.store8':   (c, p, f) => { view.setInt8((I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0), I[f + c[p + 2]!]!); return p + 4 },
  'i32.store16':  (c, p, f) => { view.setInt16((I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0), I[f + c[p + 2]!]!, true); return p + 4 },
  'i64.store8':   (c, p, f) => { view.setInt8((I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0), I[f + c[p + 2]!]!); return p + 4 },
  'i64.store16':  (c, p, f) => { view.setInt16((I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0), I[f + c[p + 2]!]!, true); return p + 4 },
  'i64.store32':  (c, p, f) => { view.setInt32((I[f + c[p + 1]!]! >>> 0) + (c[p + 3]! >>> 0), I[f + c[p + 2]!]!, true); return p + 4 },
  'memory.size':  (c, p, f) => { I[f + c[p + 1]!] = memory.pages; return p + 2 },
  'memory.grow':  (c, p, f) => { I[f + c[p + 1]!] = memory.grow(I[f + c[p + 2]!]!); look(); return p + 3 },
  'memory.init':  (c, p, f) => { bulk.memoryInit(memory, machine.data[c[p + 4]!]!, I[f + c[p + 1]!]!, I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 5 },
  'data.drop':    (c, p) => { machine.data[c[p + 1]!] = new Uint8Array(0); return p + 2 },
  'memory.copy':  (c, p, f) => { bulk.memoryCopy(memory, machine.memories[c[p + 4]!]!, I[f + c[p + 1]!]!, I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 5 },
  'memory.fill':  (c, p, f) => { bulk.memoryFill(memory, I[f + c[p + 1]!]!, I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 4 },
}
