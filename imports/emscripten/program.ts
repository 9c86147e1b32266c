// A program of Emscripten as its host functions see it: memory and files are those of WASI; functions are
// called through its table, and the unwinding of its stack is done by exceptions of JavaScript, with the
// help of functions that the program exports. Versions of the compiler call those by different names.
import { funcOf } from '../../src/instance/face.js'
import { LinkError, RuntimeError } from '../../src/wasm/errors.js'
import { showFuncType } from '../../src/wasm/text.js'
import { type FuncType, sameFunc } from '../../src/wasm/types.js'
import type { GuestInstance } from '../exit.js'
import type { Directory } from '../fs/types.js'
import { type Guest, isMemory } from '../guest.js'
import type { System } from '../wasi/system.js'

type Exported = (...values: readonly unknown[]) => unknown

/** What is asked of a table; both ours and the standard's objects are one. */
interface Table {
  readonly length: number
  get(index: number): Exported | null
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'length' in value && 'get' in value

/** A memory that may have a way to grow it. */
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

export class Program {
  readonly exceptions: Exceptions = { last: 0, uncaught: 0, caught: [] }
  readonly guest: Guest
  /** The upper half of a result of 64 bits, for guests that do not keep it themselves. */
  tempRet0 = 0
  /** The working directory. */
  cwd = '/'
  #exports: Readonly<Record<string, unknown>> = {}
  #memory: Growing | undefined

  constructor(
    readonly system: System,
    readonly preopens: Readonly<Record<string, Directory>>,
    private readonly grown: (() => void) | undefined,
  ) {
    this.guest = system.guest
  }

  attach({ exports }: GuestInstance): void {
    this.#exports = exports
    const { memory } = exports
    if (!isMemory(memory)) return
    this.guest.attach(memory)
    this.#memory = memory as Growing
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
      this.#memory.grow(pages)
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

  /** A function of the table, with the checks of `call_indirect`. */
  function(by: string, index: number, type: FuncType): Exported {
    const table = this.#exports.__indirect_function_table
    if (!isTable(table))
      throw new LinkError(
        `env.${by} needs the table __indirect_function_table, which the guest does not export`,
      )
    const at = index >>> 0
    const given = `env.${by} was given the index ${at}`
    if (at >= table.length)
      throw new RuntimeError(`undefined element: ${given} of a table of ${table.length}`)
    const func = table.get(at)
    if (func === null) throw new RuntimeError(`uninitialized element: ${given}`)
    if (fits(func, type)) return func
    throw new RuntimeError(`indirect call type mismatch: ${given}, where a ${showFuncType(type)} is required`)
  }
}
