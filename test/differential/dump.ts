// The code of a module as text, for reports: functions that do something, one instruction a line.
import { InstructionReader } from '#src/wasm/binary/instructions.js'
import { decode } from '#src/wasm/decode.js'
import { type Body, funcType, importedCount, type Module } from '#src/wasm/module.js'
import { showFuncType, showInstruction, showType } from '#src/wasm/text.js'

/** Bodies shorter than this have been emptied. */
const leastBytes = 3

function showBody(module: Module, { start, end, locals }: Body): readonly string[] {
  const reader = new InstructionReader(module)
  reader.position = start
  const lines = [`  locals ${locals.map(({ count, type }) => `${count} ${showType(type)}`).join(', ')}`]
  let depth = 1
  while (reader.position < end) {
    const instruction = reader.next()
    const { name } = instruction.row
    if (name === 'end' || name === 'else') depth--
    lines.push('  '.repeat(Math.max(1, depth)) + showInstruction(instruction))
    if (['block', 'loop', 'if', 'else'].includes(name)) depth++
  }
  return lines
}

export function dump(bytes: Uint8Array): string {
  const module = decode(bytes)
  const imported = importedCount(module, 'func')
  return module.bodies
    .flatMap((body, i) => {
      if (body.end - body.start < leastBytes) return []
      const index = imported + i
      const type = funcType(module, module.functions[index]!)
      return [`function ${index} ${showFuncType(type)}`, ...showBody(module, body)]
    })
    .join('\n')
}
