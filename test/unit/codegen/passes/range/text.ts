// The text of a module's functions, and the names in it.
import { prepare } from '#codegen/program.js'
import { translate } from '#codegen/translate.js'
import { decode } from '#src/wasm/decode.js'
import { validate } from '#src/wasm/validate/index.js'
import { assemble } from '../../../../wat.js'

export async function textOf(wat: string, name: string): Promise<string> {
  const module = decode(await assemble(wat, name))
  const program = prepare(module, validate(module), { lazy: 'never' })
  return module.bodies.map((_, i) => translate(program, i).text).join('\n')
}

export const namesIn = (text: string): readonly string[] => [...new Set(text.match(/\b[a-z]\w*\b/g) ?? [])]
