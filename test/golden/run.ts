// Makes the calls of a golden file, on the host's own WebAssembly and on ours, and notes what happens.

import type { Program } from '#codegen/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { type Callable, native, ours } from '../unit/namespace/both.js'

/** What a call returned or threw, and what it logged on the way. */
export interface Outcome {
  readonly call: string
  readonly returned?: unknown
  readonly thrown?: string
  readonly log: readonly unknown[]
}

/** `sum(2, 3n)`, with the arguments as JavaScript */
function parseCall(call: string): { readonly name: string; readonly values: readonly unknown[] } {
  const [, name, list] = call.match(/^(\w+)\((.*)\)$/)!
  return { name: name!, values: new Function(`return [${list}]`)() }
}

/** Every module may import `host.log`, which returns what it is given. */
function run(instantiate: (imports: object) => object, calls: readonly string[]): readonly Outcome[] {
  let log: unknown[] = []
  const imports = { host: { log: (value: unknown) => (log.push(value), value) } }
  const exports = instantiate(imports) as Readonly<Record<string, Callable>>
  return calls.map(call => {
    const { name, values } = parseCall(call)
    log = []
    try {
      return { call, returned: exports[name]!(...values), log }
    } catch (error) {
      return { call, thrown: (error as Error).name, log }
    }
  })
}

export const runNative = (bytes: Uint8Array, calls: readonly string[]): readonly Outcome[] =>
  run(imports => new native.Instance(new native.Module(bytes), imports).exports, calls)

export const runOurs = (program: Program, calls: readonly string[]): readonly Outcome[] =>
  run(imports => new ours.Instance(moduleFor(program), imports).exports, calls)
