// What a module does, on the host's own WebAssembly and on ours. Ours must do the same, or refuse the module with
// a CompileError that the case foresees; nothing else may ever be thrown.
import { expect, test } from 'vitest'
import { type Callable, native, ours } from '../unit/namespace/both.js'

export interface Case {
  readonly bytes: () => Uint8Array
  /** The arguments of calls of the export `f`, or of others by name. */
  readonly calls: readonly (readonly [name: string, ...values: unknown[]])[]
  /** What the calls return, where the host's own engine accepts less than ours. */
  readonly expected?: readonly unknown[]
  /** What the CompileError says. */
  readonly refused?: RegExp
}

function outcome(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return (error as Error).name
  }
}

function outcomes(wasm: typeof native, bytes: Uint8Array, { calls }: Case): readonly unknown[] {
  const { exports } = new wasm.Instance(new wasm.Module(bytes))
  const functions = exports as Readonly<Record<string, Callable>>
  return calls.map(([name, ...values]) => outcome(() => functions[name]!(...values)))
}

/** One test for each case. */
export function judge(cases: Readonly<Record<string, Case>>): void {
  test.each(Object.keys(cases))('%s', name => {
    const row = cases[name]!
    const bytes = row.bytes()
    if (row.refused !== undefined) {
      expect(() => new ours.Module(bytes)).toThrow(row.refused)
      expect(() => new ours.Module(bytes)).toThrow(ours.CompileError)
    } else {
      expect(row.calls.length).toBeGreaterThan(0)
      expect(outcomes(ours, bytes, row)).toEqual(row.expected ?? outcomes(native, bytes, row))
    }
  })
}
