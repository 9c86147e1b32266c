// References and tables. References stand in a bank of their own, one place for each slot: `R`. What moves
// operands in a function that has references, moves the slot and the reference.
//
//   move any to from            select any result a b condition         as `move` and `select`
//   get ref result global       set ref global from
//
// Immediates stand behind the operands, in the order of the binary.

import type { Present } from '../../../src/wasm/ops/index.js'
import type { reference } from '../../../src/wasm/ops/reference.js'
import type { table } from '../../../src/wasm/ops/table.js'
import { growTable } from '../../helpers/table.js'
import { I, machine, R } from '../machine.js'
import type { Step } from './step.js'

type Instructions = Present<typeof reference> | Present<typeof table>

// biome-ignore format: a table
export const referenceSteps: Readonly<
  Record<Instructions | 'move any' | 'select any' | 'get ref' | 'set ref', Step>
> = {
  'ref.null':    (c, p, f) => { R[(f + c[p + 1]!) >> 1] = null; return p + 2 },
  'ref.is_null': (c, p, f) => { I[f + c[p + 1]!] = R[(f + c[p + 2]!) >> 1] === null ? 1 : 0; return p + 3 },
  'ref.func':    (c, p, f) => { R[(f + c[p + 1]!) >> 1] = machine.refFunc(c[p + 2]!); return p + 3 },
  'table.get':   (c, p, f) => { R[(f + c[p + 1]!) >> 1] = machine.tables[c[p + 3]!]!.get(I[f + c[p + 2]!]!); return p + 4 },
  'table.set':   (c, p, f) => { machine.tables[c[p + 3]!]!.set(I[f + c[p + 1]!]!, R[(f + c[p + 2]!) >> 1]); return p + 4 },
  'table.size':  (c, p, f) => { I[f + c[p + 1]!] = machine.tables[c[p + 2]!]!.size; return p + 3 },
  'table.grow':  (c, p, f) => { I[f + c[p + 1]!] = growTable(machine.tables[c[p + 4]!]!, R[(f + c[p + 2]!) >> 1], I[f + c[p + 3]!]!); return p + 5 },
  'table.fill':  (c, p, f) => { machine.tables[c[p + 4]!]!.fill(I[f + c[p + 1]!]!, R[(f + c[p + 2]!) >> 1], I[f + c[p + 3]!]!); return p + 5 },
  'table.copy':  (c, p, f) => { machine.tables[c[p + 4]!]!.copy(machine.tables[c[p + 5]!]!, I[f + c[p + 1]!]!, I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 6 },
  'table.init':  (c, p, f) => { machine.tables[c[p + 5]!]!.init(machine.elements[c[p + 4]!]!, I[f + c[p + 1]!]!, I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 6 },
  'elem.drop':   (c, p) => { machine.elements[c[p + 1]!] = []; return p + 2 },
  'move any':    (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d] = I[a]!; I[d + 1] = I[a + 1]!; R[d >> 1] = R[a >> 1]; return p + 3 },
  'select any':  (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + (I[f + c[p + 4]!] === 0 ? 3 : 2)]!; I[d] = I[a]!; I[d + 1] = I[a + 1]!; R[d >> 1] = R[a >> 1]; return p + 5 },
  'get ref':     (c, p, f) => { R[(f + c[p + 1]!) >> 1] = machine.globals[c[p + 2]!]!.get0(); return p + 3 },
  'set ref':     (c, p, f) => { machine.globals[c[p + 1]!]!.set0(R[(f + c[p + 2]!) >> 1]); return p + 3 },
}
