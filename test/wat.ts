// Modules for tests, written in the text format. wabt turns them into bytes; it is loaded when first needed.
import type wabtFactory from 'wabt'

type Wabt = Awaited<ReturnType<typeof wabtFactory>>

/** wabt's types forget this feature. */
const features = { multi_memory: true, extended_const: true, tail_call: true } as object

let loading: Promise<Wabt> | undefined

async function load(): Promise<Wabt> {
  const { default: wabt } = await import('wabt')
  return wabt()
}

/** The bytes of a module. The file's name is for messages; `named` keeps the names of functions. */
export async function assemble(text: string, file = 'test.wat', named?: 'named'): Promise<Uint8Array> {
  loading ??= load()
  const module = (await loading).parseWat(file, text, features)
  try {
    return module.toBinary({ write_debug_names: named !== undefined }).buffer
  } finally {
    module.destroy()
  }
}
