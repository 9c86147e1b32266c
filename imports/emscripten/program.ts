// A program of Emscripten as its host functions see it: memory and files are those of WASI; functions are
// called through its table, and the unwinding of its stack is done by exceptions of JavaScript, with the
// help of functions that the program exports. Versions of the compiler call those by different names.
import { funcOf } from '../../src/instance/wrapper.js'
import { LinkError, RuntimeError } from '../../src/wasm/errors.js'
import { showFuncType } from '../../src/wasm/text.js'
import { type FuncType, sameFunc } from '../../src/wasm/types.js'
import type { GuestInstance } from '../exit.js'
import { type Guest, isMemory } from '../guest.js'
import { type GuestTable, memoryOf, tableOf } from '../inside.js'
import { closeAll, type Preopen } from '../preopens.js'
import type { System } from '../wasi/system.js'

type Exported = (...values: readonly unknown[]) => unknown

/** The name by which programs export their table of functions. */
const tableName = '__indirect_function_table'

/** A memory that may have a way to grow it: ours says -1 if it cannot, JavaScript's objects throw. */
interface Growing {
  grow?(pages: number): number
}

/** Whether a function has a type. Of the host's engine only the number of parameters is to be had. */
function fits(func: Exported, type: FuncType): boolean {
  const known = funcOf(func)?.type
  return known === undefined ? func.length === type.params.length : sameFunc(known, type)
}

/** The C++ exceptions that are on their way or being handled. */
export interface Exceptions {
  /** The one that was thrown last; 0 if none is on its way. */
  last: number
  uncaught: number
  readonly caught: number[]
}

/** What `invoke_*` asks of a guest. */
export interface Unwinder {
  readonly save: Exported
  readonly restore: Exported
  readonly setThrew: Exported
}

export class Program {
  readonly exceptions: Exceptions = { last: 0, uncaught: 0, caught: [] }
  readonly guest: Guest
  /** The upper half of a result of 64 bits, for guests that do not keep it themselves. */
  tempRet0 = 0
  /** The working directory. */
  cwd = '/'
  #exports: Readonly<Record<string, unknown>> = {}
  #memory: Growing | undefined
  #table: GuestTable | undefined
  #unwinder: Unwinder | undefined
  /** The type by which each function was last called. */
  readonly #checked = new WeakMap<Exported, FuncType>()

  constructor(
    readonly system: System,
    /** The directories that it finds by their names; those of the system it may close. */
    readonly preopens: readonly Preopen[],
    private readonly grown: (() => void) | undefined,
  ) {
    this.guest = system.guest
  }

  close(): void {
    this.system.files.closeAll()
    closeAll(this.preopens)
  }

  attach(instance: GuestInstance): void {
    this.#exports = instance.exports
    this.#unwinder = undefined
    this.#table = tableOf(instance, tableName)
    const memory = memoryOf(instance)
    this.guest.attach(memory)
    if (isMemory(memory)) this.#memory = memory as Growing
  }

  /** The memory has grown: no view of it is good any more. */
  refresh(): void {
    this.guest.refresh()
    this.grown?.()
  }

  /** Lets the memory grow; whether it did. */
  grow(pages: number): boolean {
    if (typeof this.#memory?.grow !== 'function') return false
    try {
      if (this.#memory.grow(pages) < 0) return false
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
    this.refresh()
    return true
  }

  /** An exported function under the first of the names that is there. */
  find(...names: readonly string[]): Exported | undefined {
    const found = names.map(name => this.#exports[name]).find(value => typeof value === 'function')
    return found as Exported | undefined
  }

  /** The same; `by` names the function that cannot do without. */
  exported(by: string, ...names: readonly string[]): Exported {
    const found = this.find(...names)
    if (found !== undefined) return found
    throw new LinkError(`env.${by} needs the export ${names.join(' or ')}, which the guest does not have`)
  }

  /** The functions that save and restore the stack; looked up once, since `invoke_*` is called often. */
  unwinder(by: string): Unwinder {
    return (this.#unwinder ??= {
      save: this.exported(by, 'emscripten_stack_get_current', 'stackSave'),
      restore: this.exported(by, '_emscripten_stack_restore', 'stackRestore'),
      setThrew: this.exported(by, 'setThrew'),
    })
  }

  /** A function of the table, with the checks of `call_indirect`. */
  function(by: string, index: number, type: FuncType): Exported {
    const table = this.#table
    const at = index >>> 0
    const func = table !== undefined && at < table.length ? (table.get(at) as Exported | null) : undefined
    if (func && (this.#checked.get(func) === type || fits(func, type))) {
      this.#checked.set(func, type)
      return func
    }
    if (table === undefined)
      throw new LinkError(`env.${by} needs the table, which the guest does not export (${tableName})`)
    const given = `env.${by} was given the index ${at}`
    if (func === undefined)
      throw new RuntimeError(`undefined element: ${given} of a table of ${table.length}`)
    if (func === null) throw new RuntimeError(`uninitialized element: ${given}`)
    throw new RuntimeError(`indirect call type mismatch: ${given}, where a ${showFuncType(type)} is required`)
  }
}
