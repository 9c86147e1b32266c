// Which functions never return 0. In a program of Go a function that does not say 0 has left its frame to be
// resumed later, and whoever has called it must do the same. What panics says 0 on no way, so that nothing
// behind its call is ever run:
//
//   call $panicIndex   br_if $unwind   …          →          call $panicIndex   drop   br $unwind
//
// It is read from the bytes: each return must stand behind a constant, and no branch may lead to the end of
// the function. The first that says 0 is enough to know that it is not one of these, and most have one soon.

import { type Instruction, InstructionReader } from '../../src/wasm/binary/instructions.js'
import { funcType, importedCount, type Module } from '../../src/wasm/module.js'

const withLabels: ReadonlySet<string> = new Set(['label', 'catches', 'cast'])

/** Whether a branch leads out of `depth` blocks, to the end of the function. */
function leaves({ row, index, labels }: Instruction, depth: number): boolean {
  if (row.name === 'br' || row.name === 'br_if') return index === depth
  if (row.name === 'br_table') return labels.includes(depth)
  return row.immediates.some(kind => withLabels.has(kind))
}

/** Whether an instruction says that the one behind it does not return 0. */
const saysOther = ({ row, low }: Instruction): boolean =>
  row.name === 'unreachable' || row.name === 'br' || (row.name === 'i32.const' && low !== 0)

/** The functions of a module that never return 0. Each is looked at when it is asked for. */
export class Panics {
  private readonly known = new Map<number, boolean>()
  private readonly reader: InstructionReader
  private readonly imported: number

  constructor(private readonly module: Module) {
    this.reader = new InstructionReader(module)
    this.imported = importedCount(module, 'func')
  }

  /** Whether a function returns an i32 and that is not 0, if it returns at all. */
  has(index: number): boolean {
    let known = this.known.get(index)
    if (known === undefined) {
      known = index >= this.imported && this.returnsWord(index) && this.examine(index)
      this.known.set(index, known)
    }
    return known
  }

  private returnsWord(index: number): boolean {
    const { results } = funcType(this.module, this.module.functions[index]!)
    return results.length === 1 && results[0] === 'i32'
  }

  private examine(index: number): boolean {
    const { reader } = this
    const { start, end } = this.module.bodies[index - this.imported]!
    reader.position = start
    let depth = 0
    let other = false
    while (reader.position < end) {
      const instruction = reader.next()
      const { name, immediates } = instruction.row
      const isLast = name === 'end' && depth === 0
      if ((name === 'return' || isLast) && !other) return false
      if (name.startsWith('return_call') || leaves(instruction, depth)) return false
      if (immediates[0] === 'block type') depth++
      else if (name === 'end') depth--
      other = name === 'return' || saysOther(instruction)
    }
    return true
  }
}
