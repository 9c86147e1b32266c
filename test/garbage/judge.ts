// What may become of garbage: a CompileError, a LinkError, or a module that runs and is stopped if it does not end.
// Everything else that is thrown is a fault, and so is a compilation that takes long.

import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { CompileError, LinkError, RuntimeError } from '#src/wasm/errors.js'

export const verdicts = ['rejected', 'not linked', 'did not start', 'ran'] as const
export type Verdict = (typeof verdicts)[number]

/** Milliseconds: a module of at most 60 KB compiles in far less, on any machine. */
const longestCompilation = 10_000
const longestRun = 30

class Stopped extends Error {}

export class Fault extends Error {}

const isOneOf = (error: unknown, classes: readonly (abstract new (...args: never[]) => Error)[]): boolean =>
  classes.some(errorClass => error instanceof errorClass)

/** What the module asks for, so that as much as possible of it runs. */
function makeImports(module: object): object {
  const imports: Record<string, Record<string, unknown>> = Object.create(null)
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module as never)) {
    const fields = (imports[from] ??= Object.create(null) as Record<string, unknown>)
    if (kind === 'function') fields[name] = () => 0
    else if (kind === 'memory') fields[name] = new WebAssembly.Memory({ initial: 1, maximum: 2 })
    else if (kind === 'table')
      fields[name] = new WebAssembly.Table({ initial: 10, maximum: 20, element: 'anyfunc' })
    else fields[name] = 0
  }
  return imports
}

function runExports(exports: object, begin: () => void): void {
  for (const value of Object.values(exports)) {
    if (typeof value !== 'function') continue
    begin()
    try {
      value()
    } catch (error) {
      // A TypeError is an undefined argument where a BigInt is asked for; a RangeError, the end of the stack or memory.
      if (!isOneOf(error, [RuntimeError, Stopped, TypeError, RangeError]))
        throw new Fault(`running: ${error}`)
    }
  }
}

type Overdue = () => number

/** The module, or nothing if it is rejected as it must be. */
function compileGarbage(bytes: Uint8Array, overdue: Overdue): object | undefined {
  try {
    return moduleFor(compile(bytes, { deadline: { overdue } }))
  } catch (error) {
    if (error instanceof CompileError) return undefined
    throw new Fault(`compiling: ${error}`)
  }
}

function instantiate(module: object): { readonly exports: object } | Verdict {
  try {
    return new WebAssembly.Instance(module as never, makeImports(module) as never)
  } catch (error) {
    if (error instanceof LinkError) return 'not linked'
    if (isOneOf(error, [RuntimeError, Stopped, RangeError, TypeError])) return 'did not start'
    throw new Fault(`instantiating: ${error}`)
  }
}

/** @throws {Fault} if the engine did what no engine may */
export function judge(bytes: Uint8Array): Verdict {
  let end = 0
  const begin = (): void => {
    end = performance.now() + longestRun
  }
  const overdue = (): number => {
    if (performance.now() > end) throw new Stopped('stopped')
    return 1000
  }
  const started = performance.now()
  const module = compileGarbage(bytes, overdue)
  if (performance.now() - started > longestCompilation) throw new Fault('compiling took too long')
  if (module === undefined) return 'rejected'
  begin()
  const instance = instantiate(module)
  if (typeof instance === 'string') return instance
  runExports(instance.exports, begin)
  return 'ran'
}
