// A namespace in which each instance has a decoy: another instance of the same module, whose functions are called
// before each function of the first is. Where code is shared, it is then that of the decoy, and has to become
// the instance's again.
import { WebAssembly } from '#src/index.js'
import { programs } from '#src/instance/registry.js'
import type { Import } from '#src/wasm/module.js'

type Callable = (...values: unknown[]) => unknown
type Exports = Readonly<Record<string, unknown>>

/** A second instance changes nothing of what it is given: functions of the test's host, and constants. */
const isHarmless = ({ module, type }: Import): boolean =>
  module === 'spectest' && (type.kind === 'func' || (type.kind === 'global' && !type.type.mutable))

/** Functions of the suite that do not end when they are called with 1. */
const endless: ReadonlySet<string | symbol> = new Set(['nested-br_table-loop-block'])

/** Calls a function of a decoy with some values, whatever comes of it. */
function call(decoy: Callable): void {
  for (const value of [1, 1n])
    try {
      decoy(...Array.from({ length: decoy.length }, () => value))
      return
    } catch (error) {
      // A number where a BigInt is wanted; all else has run.
      if (!(error instanceof TypeError)) return
    }
}

let made = 0

/** How many there have been. */
export const decoysMade = (): number => made

/** What the decoy's functions have instead. */
export function withDecoys(exports: Exports, decoy: Exports): Exports {
  return new Proxy(exports, {
    get(target, name) {
      const found = Reflect.get(target, name) as unknown
      const other = endless.has(name) ? undefined : (Reflect.get(decoy, name) as unknown)
      if (typeof found === 'function' && typeof other === 'function') call(other as Callable)
      return found
    },
  })
}

/** An instance; beside it a decoy, if its module has no influence on others. */
export function instanceWithDecoy(module: object, imports: object): object {
  const instance = new WebAssembly.Instance(module, imports)
  const program = programs.behind(module)
  if (!program.module.imports.every(isHarmless)) return instance
  const decoy = new WebAssembly.Instance(module, imports)
  made++
  return { exports: withDecoys(instance.exports as Exports, decoy.exports as Exports) }
}
