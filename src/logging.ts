// Logging and listening, as options of the compiler: a log of the calls whose scope is on, and whatever
// listeners the embedder brings. Who is not asked for costs nothing: the code is then the same to the byte.
//
//   compile(bytes, { logging: { scopes: ['filesystem'], write: line => process.stderr.write(line) } })
//   compile(bytes, { listen: ({ name }) => (name === 'malloc' ? { before: count } : undefined) })

import { hostLog, joinRows, type LogOptions } from '../imports/log/index.js'
import { rows as wasiRows } from '../imports/wasi/index.js'
import type { Definition, Growth, Listener, Listeners } from './instruments/index.js'
import type { Module } from './wasm/module.js'

export type { LogOptions } from '../imports/log/index.js'

export interface LoggingOptions {
  /** A log in the format of wazero, or as JSON. */
  readonly logging?: LogOptions | undefined
  /** Asked for each function when the module is compiled: who listens to its calls? */
  readonly listen?: ((definition: Definition) => Listener | undefined) | undefined
  /** Told of every `memory.grow`. */
  readonly growth?: ((growth: Growth) => void) | undefined
}

/** Two that listen to the same function: what the first is told first, it is told the end of last. */
const both = (outer: Listener, inner: Listener): Listener => ({
  before(call) {
    outer.before?.(call)
    inner.before?.(call)
  },
  after(call, results) {
    inner.after?.(call, results)
    outer.after?.(call, results)
  },
  abort(call, error) {
    inner.abort?.(call, error)
    outer.abort?.(call, error)
  },
})

function join(outer: Listeners, inner: Listeners): Listeners {
  return {
    listen(definition) {
      const first = outer.listen(definition)
      const second = inner.listen(definition)
      return first && second ? both(first, second) : (first ?? second)
    },
    growth(module: Module) {
      const first = outer.growth?.(module)
      const second = inner.growth?.(module)
      if (first === undefined || second === undefined) return first ?? second
      return growth => {
        first(growth)
        second(growth)
      }
    },
  }
}

/** What the compiler is given; nothing if nobody listens. */
export function listenersOf({ logging, listen, growth }: LoggingOptions): Listeners | undefined {
  const log = logging && hostLog(logging, joinRows([logging.rows ?? {}, wasiRows]))
  const own =
    listen === undefined && growth === undefined
      ? undefined
      : { listen: listen ?? (() => undefined), growth: () => growth }
  return log && own ? join(own, log) : (log ?? own)
}
