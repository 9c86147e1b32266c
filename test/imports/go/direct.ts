// A guest in place of a program of Go: it calls the functions of the host that it is told, one after another,
// each with a stack of its own. What it passes are slots of eight bytes: numbers, texts (an address and a
// length), or what an earlier call has left in a slot of its stack. When it is resumed it exits with code 0.
import { type Go, type GoOptions, go, rows } from '#imports/go/index.js'
import { compile, WebAssembly } from '#src/index.js'
import { assemble } from '../../wat.js'

/** The slot of a call, counted from the first parameter on. */
export interface Left {
  readonly call: number
  readonly slot: number
}

export type Slot = number | bigint | string | Left | readonly Slot[]

export interface HostCall {
  readonly name: string
  readonly slots: readonly Slot[]
}

export const call = (name: string, ...slots: readonly Slot[]): HostCall => ({ name, slots })

/** What a call has left in a slot. */
export const left = (call: number, slot: number): Left => ({ call, slot })

/** The references whose ids are fixed. */
export const fixed = {
  null: 0x7ff80000_00000002n,
  global: 0x7ff80001_00000005n,
  go: 0x7ff80001_00000006n,
} as const

const float = new DataView(new ArrayBuffer(8))

/** A number as a reference. */
export function number(value: number): bigint {
  if (value === 0) return 0x7ff80000_00000001n
  float.setFloat64(0, value)
  return float.getBigUint64(0)
}

const stackOf = (index: number): number => 65536 + index * 256

/** Puts texts and lists into the memory, and makes one list of words of all slots. */
class Layout {
  readonly data: string[] = []
  readonly setup: string[] = []
  #next = 20000

  words(slots: readonly Slot[]): readonly string[] {
    return slots.flatMap(slot => {
      if (typeof slot === 'string') return this.#text(slot)
      if (typeof slot === 'object' && 'call' in slot)
        return [`(i64.load (i32.const ${stackOf(slot.call) + 8 + slot.slot * 8}))`]
      if (typeof slot === 'object') return this.#list(slot as readonly Slot[])
      return [`(i64.const ${BigInt.asIntN(64, BigInt(slot))})`]
    })
  }

  #text(text: string): readonly string[] {
    const bytes = Buffer.from(text)
    const at = this.#take(bytes.length)
    this.data.push(`(data (i32.const ${at}) "${bytes.toString('hex').replace(/../g, '\\$&')}")`)
    return [`(i64.const ${at})`, `(i64.const ${bytes.length})`]
  }

  /** A slice; its elements are stored before the call. */
  #list(slots: readonly Slot[]): readonly string[] {
    const words = this.words(slots)
    const at = this.#take(words.length * 8)
    for (const [i, word] of words.entries()) this.setup.push(`(i64.store (i32.const ${at + i * 8}) ${word})`)
    const length = `(i64.const ${words.length})`
    return [`(i64.const ${at})`, length, length]
  }

  #take(size: number): number {
    const at = this.#next
    this.#next += (size + 7) & ~7
    return at
  }
}

function source(calls: readonly HostCall[], pages: number): string {
  const names = [...new Set(['runtime.wasmExit', ...calls.map(({ name }) => name)])]
  const layout = new Layout()
  const body = calls.flatMap(({ name, slots }, i) => {
    const words = layout.words(slots)
    const setup = layout.setup.splice(0)
    const stores = words.map((word, slot) => `(i64.store (i32.const ${stackOf(i) + 8 + slot * 8}) ${word})`)
    const sp = `(i32.const ${stackOf(i)})`
    return [...setup, ...stores, `(global.set $sp ${sp})`, `(call ${names.indexOf(name)} ${sp})`]
  })
  return `(module
    ${names.map(name => `(import "go" "${name}" (func (param i32)))`).join('\n')}
    (memory (export "mem") ${pages})
    (global $sp (mut i32) (i32.const 0))
    ${layout.data.join('\n')}
    (func (export "run") (param i32 i32) ${body.join('\n')})
    (func (export "resume") (call 0 (i32.const 1024)))
    (func (export "getsp") (result i32) (global.get $sp)))`
}

export interface Direct {
  readonly code: number
  readonly log: string
  readonly memory: DataView
  readonly program: Go
}

/** Makes the calls, and says how that ended. */
export async function direct(
  calls: readonly HostCall[],
  options: GoOptions & {
    readonly scopes?: string
    readonly format?: 'text' | 'json'
    readonly pages?: number
  } = {},
): Promise<Direct> {
  const { scopes = '', format = 'text', pages = 3, ...others } = options
  let log = ''
  let time = 0n
  const logging = {
    ...{ scopes, format, rows },
    write: (line: string) => (log += line),
    now: () => (time += 10n),
  }
  const module = compile(await assemble(source(calls, pages)), scopes === '' ? {} : { logging })
  const program = go({ global: 'closed', stdout: () => {}, stderr: () => {}, ...others })
  const instance = new WebAssembly.Instance(module, program.imports)
  const code = await program.run(instance)
  const { buffer } = instance.exports.mem as { buffer: ArrayBuffer }
  return { code, log, memory: new DataView(buffer), program }
}

/** Where a slot of a call stands. */
export const placeOf = (call: number, slot: number): number => stackOf(call) + 8 + slot * 8
