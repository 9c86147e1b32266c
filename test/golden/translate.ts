// From bytes to the texts that golden files hold. The functions are translated one by one, with indentation,
// and kept in the program: what is shown is what will run.
import { eagerClosure } from '#codegen/closure.js'
import { makeContext } from '#codegen/ir/context.js'
import { type Program, prepare } from '#codegen/program.js'
import { translate } from '#codegen/translate.js'
import { decode } from '#src/wasm/decode.js'
import { validate } from '#src/wasm/validate/index.js'

export interface Translation {
  readonly program: Program
  /** The text of the functions. */
  readonly functions: string
  /** The text of the whole module. */
  readonly module: string
}

/** What a file asks for that is not as usual. */
export interface Settings {
  /** How deeply control may nest. */
  readonly height: number | undefined
  /** How large a function may be. */
  readonly largest: number | undefined
  /** Whether small functions become part of their callers. */
  readonly inline: boolean
  /** Whether functions with loops can be warmed. */
  readonly warm: boolean
}

export function translateAll(bytes: Uint8Array, { height, largest, inline, warm }: Settings): Translation {
  const decoded = decode(bytes)
  const validated = validate(decoded)
  const prepared = prepare(decoded, validated, { lazy: 'never', largest })
  const context = makeContext(decoded, validated.depths, height)
  const inlining = inline ? prepared.inlining : undefined
  const program = { ...prepared, context, inlining, warms: warm }
  const { importedFunctions } = program.context
  const own = decoded.bodies.map((_, i) => importedFunctions + i)
  for (const index of own) program.functions.of(index).setText(translate(program, index, { indent: '  ' }))
  const functions = own.map(index => program.functions.find(index)!.text!.text).join('\n')
  return { program, functions, module: eagerClosure(program).text }
}
