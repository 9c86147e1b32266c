// What translating a module costs, counted in the work that it tells a deadline of, so that it does not depend on the
// machine: a fixed multiple of the module's bytes at most.
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'

/** So much work lies between two looks at the clock, and so much each byte may cost; most rows cost a tenth. */
const look = 10_000
const mostPerByte = 200

/** What is translated once at least, however small the module. */
const always = 300_000

/** The most that translating all of a module may cost. */
export const mostWork = (bytes: Uint8Array): number => mostPerByte * bytes.length + always

/** Whatever is imported: functions that do nothing, and numbers. */
function importsOf(module: InstanceType<typeof WebAssembly.Module>): object {
  const imports: Record<string, Record<string, unknown>> = {}
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = kind === 'function' ? () => 1 : 1
  return imports
}

/** What translating all of a module costs, or what was thrown, as a text, if there is no instance of it. */
export function workOf(bytes: Uint8Array): number | string {
  let looks = 0
  const deadline = { overdue: () => ++looks }
  try {
    const module = moduleFor(compile(bytes, { lazy: 'never', deadline }))
    new WebAssembly.Instance(module, importsOf(module))
  } catch (error) {
    return String(error)
  }
  return looks * look
}
