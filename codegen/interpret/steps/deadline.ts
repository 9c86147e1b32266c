// What bytecode does besides where there is a deadline: it counts ticks, as generated code does (see
// passes/deadline.ts), and no bulk operation is done at one go.
//
//   tick count
//
// It stands behind the head of each loop and of each function.

import * as slices from '../../helpers/slices.js'
import { I, machine } from '../machine.js'
import type { Step } from './step.js'

const overdue = (): number => machine.clock!.overdue()

// biome-ignore format: a table
export const deadlineSteps = {
  'tick':               (c, p) => { const clock = machine.clock!; clock.ticks -= c[p + 1]!; if (clock.ticks < 0) clock.ticks = overdue(); return p + 2 },
  'memory.init sliced': (c, p, f) => { slices.memoryInitSliced(machine.memory, machine.data[c[p + 4]!]!, I[f + c[p + 1]!]!, I[f + c[p + 2]!]!, I[f + c[p + 3]!]!, overdue); return p + 5 },
  'memory.copy sliced': (c, p, f) => { slices.memoryCopySliced(machine.memory, machine.memory, I[f + c[p + 1]!]!, I[f + c[p + 2]!]!, I[f + c[p + 3]!]!, overdue); return p + 4 },
  'memory.fill sliced': (c, p, f) => { slices.memoryFillSliced(machine.memory, I[f + c[p + 1]!]!, I[f + c[p + 2]!]!, I[f + c[p + 3]!]!, overdue); return p + 4 },
} satisfies Readonly<Record<string, Step>>
