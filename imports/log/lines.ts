// The two formats of a log. In text a call has a line when it begins and another when it returns; one that
// ends with an error, such as an exit, has none. In JSON a call is one line, written when it has ended, by
// whatever end.

import type { Call, Growth } from '../../src/instruments/index.js'
import { printable } from '../../src/wasm/printable.js'
import type { Description } from './describe.js'
import { type Fields, showFields, showJson } from './shown.js'

type Write = (line: string) => unknown

/** How one format shows what happens. `depth`: how many logged calls are open around. */
export interface Lines {
  before(call: Call, shown: ShownCall): void
  after(call: Call, shown: ShownCall, results: readonly unknown[]): void
  abort(call: Call, shown: ShownCall, error: unknown): void
  growth(growth: Growth, depth: number): void
}

export interface ShownCall {
  readonly description: Description
  readonly depth: number
}

// ---------------------------------------------------------------- text

const line = (depth: number, text: string): string => `${'\t'.repeat(depth)}${text}\n`

function returned(results: Fields, { isTuple = false }: Description): string {
  const count = Object.keys(results).length
  if (count === 0) return ''
  const text = showFields(results)
  return count === 1 && !isTuple ? ` ${text}` : ` (${text})`
}

export const textLines = (write: Write): Lines => ({
  before(call, { description, depth }) {
    const { definition } = call
    const arrow = definition.imported === undefined ? '-->' : '==>'
    const name = printable(`${definition.module}.${description.name}`)
    write(line(depth, `${arrow} ${name}(${showFields(description.params(call))})`))
  },

  after(call, { description, depth }, values) {
    const arrow = call.definition.imported === undefined ? '<--' : '<=='
    const results = description.results(call, values)
    write(line(depth, arrow + returned(results, description)))
  },

  abort() {},

  growth({ module, memory, delta, before, after }, depth) {
    write(line(depth, `--> ${printable(module)}.memory.grow(memory=${memory},delta=${delta})`))
    write(line(depth, `<-- (old=${before},new=${after})`))
  },
})

// ---------------------------------------------------------------- JSON

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const growthFields = ({ module, memory, delta, before, after }: Growth, depth: number) => ({
  ...{ module, function: 'memory.grow', depth },
  params: { memory, delta },
  results: { old: before, new: after },
})

export function jsonLines(write: Write, now: () => bigint): Lines {
  /** When each call began, and with what; its memory may have changed at the end. */
  const begun = new WeakMap<Call, { readonly params: string; readonly at: bigint }>()
  const end = (call: Call, { depth, description }: ShownCall, outcome: () => Fields): void => {
    const { params, at } = begun.get(call)!
    const nanoseconds = now() - at
    const { module } = call.definition
    const head = showJson({ module, function: description.name, depth })
    const tail = showJson({ ...outcome(), nanoseconds })
    write(`${head.slice(0, -1)},"params":${params},${tail.slice(1)}\n`)
  }
  return {
    before(call, { description }) {
      begun.set(call, { params: showJson(description.params(call)), at: now() })
    },
    after: (call, shown, values) =>
      end(call, shown, () => ({ results: shown.description.results(call, values) })),
    abort: (call, shown, error) => end(call, shown, () => ({ error: messageOf(error) })),
    growth: (growth, depth) => write(`${showJson(growthFields(growth, depth))}\n`),
  }
}
