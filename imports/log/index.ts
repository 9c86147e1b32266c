// The log of a guest's calls, in wazero's format or as JSON. What is logged is decided for each function
// when the module is compiled: functions of the host whose scope is on; with the scope `all` every function
// of the host and the exported ones of the guest. Calls that nobody hears of are compiled as ever.
//
//   ==> wasi_snapshot_preview1.fd_read(fd=4,iovs=64664,iovs_len=1)      ==> the host's, --> the guest's
//   <== (nread=5,errno=ESUCCESS)                                        one tab deeper within another call
//
// The memory scope also has the growing of memories, which wazero does not log. So that the text of a scope
// stays what it is there, text has it only if `memory` was asked for by name, and not for guests that
// report it themselves by calling a function of the host; JSON always has it.
import { now } from '../../src/engine/clock.js'
import type { Call, Definition, Growth, Listener, Listeners } from '../../src/instruments/index.js'
import type { Module } from '../../src/wasm/module.js'
import { type Description, describe, type Format, type Row } from './describe.js'
import { jsonLines, type Lines, type ShownCall, textLines } from './lines.js'
import { findRow, type Rows } from './rows.js'
import { parseScopes, type Scope } from './scopes.js'

export type { Description, OwnRow, Row } from './describe.js'
export { joinRows, type Rows } from './rows.js'
export { parseScopes, type Scope, scopes, UnknownScope } from './scopes.js'

/** Which calls of host functions are logged, how, and where to. */
export interface LogOptions {
  /** Names of scopes, in a list or with commas between them. */
  readonly scopes: string | readonly string[]
  /** Is given each line, with its end. */
  readonly write: (line: string) => unknown
  readonly format?: Format | undefined
  /** `all`: every function of the guest too, exported or not, and every function of the host. */
  readonly functions?: 'host' | 'all' | undefined
  /**
   * Functions of the host that the embedder has described, by module and name: their scopes and
   * parameters.
   */
  readonly rows?: Rows | undefined
  /** A clock in nanoseconds, for JSON. */
  readonly now?: (() => bigint) | undefined
}

/** Functions by which guests report that their memory has grown. */
const notices = new Set(['env.emscripten_notify_memory_growth', 'go.runtime.resetMemoryDataView'])

const reportsGrowth = ({ imports }: Module): boolean =>
  imports.some(({ module, name }) => notices.has(`${module.replace('gojs', 'go')}.${name}`))

const monotonic = (): bigint => BigInt(Math.round(now() * 1e6))

/** A call that has begun; one that is left out shows nothing. */
interface Open {
  readonly call: Call
  readonly shown: ShownCall | undefined
}

class Log {
  readonly #open: Open[] = []
  #depth = 0

  constructor(readonly lines: Lines) {}

  listener(description: Description): Listener {
    return {
      before: call => this.#begin(call, description),
      after: (call, results) => this.#end(call, shown => this.lines.after(call, shown, results)),
      abort: (call, error) => this.#end(call, shown => this.lines.abort(call, shown, error)),
    }
  }

  growth = (growth: Growth): void => this.lines.growth(growth, this.#depth)

  #begin(call: Call, description: Description): void {
    const shown = description.hides(call) ? undefined : { description, depth: this.#depth }
    if (shown !== undefined) this.lines.before(call, shown)
    this.#open.push({ call, shown })
    if (shown !== undefined) this.#depth++
  }

  /** Calls above have ended without our hearing of it: so close to the end of the stack we cannot run. */
  #end(call: Call, show: (shown: ShownCall) => void): void {
    for (let top = this.#open.pop(); top !== undefined; top = this.#open.pop()) {
      if (top.shown !== undefined) this.#depth = top.shown.depth
      if (top.call !== call) continue
      if (top.shown !== undefined) show(top.shown)
      return
    }
  }
}

function isLogged(
  { imported, exports }: Definition,
  row: Row | undefined,
  asked: ReadonlySet<Scope>,
): boolean {
  if (asked.has('all')) return imported !== undefined || exports.length > 0
  const scopes = row === undefined ? [] : [row.scope].flat()
  return scopes.some(scope => (asked as ReadonlySet<string>).has(scope))
}

/** What to listen to for such a log; given to the compiler as `listeners`. */
export function hostLog(options: LogOptions, rows: Rows): Listeners {
  const { write, format = 'text', functions = 'host', now = monotonic } = options
  const asked = parseScopes(options.scopes)
  const log = new Log(format === 'json' ? jsonLines(write, now) : textLines(write))
  const isGrowthLogged = (module: Module): boolean =>
    format === 'json'
      ? asked.has('memory') || asked.has('all')
      : asked.has('memory') && !reportsGrowth(module)
  return {
    listen(definition) {
      const row = findRow(rows, definition)
      if (functions !== 'all' && !isLogged(definition, row, asked)) return undefined
      return log.listener(describe(definition, row, { format, scopes: asked }))
    },
    growth: module => (isGrowthLogged(module) ? log.growth : undefined),
  }
}
