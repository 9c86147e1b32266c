// A guest that imports one function and exports a function `call` that passes its parameters on to it.
import { compile, WebAssembly } from '#src/index.js'
import { assemble } from '../wat.js'

export type Word = number | bigint

/** What a host function is made of: it may change the guest's memory, and says what it returns. */
export type Host = (memory: DataView) => number | undefined

export interface Call {
  readonly module?: string
  readonly name: string
  readonly words: readonly Word[]
  /** What the guest's memory begins with: texts by address. */
  readonly memory?: Readonly<Record<number, string>>
  readonly host: Host
}

const typeOf = (word: Word) => (typeof word === 'bigint' ? 'i64' : 'i32')

/** A text as the text format takes any bytes. */
const escaped = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '\\$&')

function source(
  { module = 'wasi_snapshot_preview1', name, words, memory = {} }: Call,
  result: string,
): string {
  const params = words.map(word => `(param ${typeOf(word)})`).join(' ')
  const data = Object.entries(memory).map(([at, text]) => `(data (i32.const ${at}) "${escaped(text)}")`)
  return `(module
    (import "${module}" "${name}" (func ${params} ${result}))
    (memory (export "memory") 1)
    ${data.join('\n')}
    (func $call ${params} ${result} ${words.map((_, i) => `(local.get ${i})`).join(' ')} (call 0))
    (export "call" (func $call)))`
}

/** The log of one call. */
export async function logOf(call: Call, scopes: string, format: 'text' | 'json' = 'text'): Promise<string> {
  let log = ''
  let time = 0n
  const logging = { scopes, format, write: (line: string) => (log += line), now: () => (time += 10n) }
  const result = call.name === 'proc_exit' ? '' : '(result i32)'
  const module = compile(await assemble(source(call, result)), { logging })
  let memory = new DataView(new ArrayBuffer(0))
  const host = () => call.host(memory)
  const imports = { [call.module ?? 'wasi_snapshot_preview1']: { [call.name]: host } }
  const { exports } = new WebAssembly.Instance(module, imports)
  memory = new DataView((exports.memory as { buffer: ArrayBuffer }).buffer)
  try {
    ;(exports.call as (...words: Word[]) => unknown)(...call.words)
  } catch (error) {
    if ((error as Error).message !== 'the end') throw error
  }
  return log
}
