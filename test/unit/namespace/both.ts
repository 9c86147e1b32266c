// Runs a test with the host's own WebAssembly and with ours, and compares what comes out.
import { expect, test } from 'vitest'
import { WebAssembly as ours } from '#src/index.js'

export type Namespace = typeof ours

export { ours }

/** In an engine that has none, there is nothing to compare with. */
export const native = (globalThis as unknown as { WebAssembly: Namespace }).WebAssembly

/** What a value looks like from outside. Functions are compared by what can be seen of them. */
function show(value: unknown): unknown {
  if (typeof value === 'function') return `function ${value.name}/${value.length}`
  if (Array.isArray(value)) return value.map(show)
  if (value instanceof Error) return `error ${value.name}`
  if (typeof value === 'symbol') return 'a symbol'
  return value
}

function outcome(run: () => unknown): unknown {
  try {
    return { returned: show(run()) }
  } catch (error) {
    return { thrown: (error as Error).name }
  }
}

/** Both must return the same or throw errors of the same name. */
export function agree(name: string, run: (wasm: Namespace) => unknown): void {
  test(name, () => expect(outcome(() => run(ours))).toEqual(outcome(() => run(native))))
}

/** The same for promises. */
export function agreeLater(name: string, run: (wasm: Namespace) => Promise<unknown>): void {
  const settled = (wasm: Namespace) =>
    run(wasm).then(
      value => ({ fulfilled: show(value) }),
      (error: Error) => ({ rejected: error.name }),
    )
  test(name, async () => expect(await settled(ours)).toEqual(await settled(native)))
}

export type Callable = (...values: unknown[]) => unknown

/** The exports of a new instance, as the test knows them. */
export const instantiate = <Exports = Readonly<Record<string, never>>>(
  wasm: Namespace,
  bytes: Uint8Array,
  imports?: object,
) => new wasm.Instance(new wasm.Module(bytes), imports).exports as Exports
