// The program that tests of Go run, in this engine, in the host's own, and by the command line. It is compiled
// once for all tests of a file.
import { existsSync, readFileSync } from 'node:fs'
import { type Go, type GoOptions, go } from '#imports/go/index.js'
import { WebAssembly as jitsam } from '#src/index.js'

interface Engine {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> }
}

export const engines = { native: Reflect.get(globalThis, 'WebAssembly') as Engine, jitsam } as const

export type EngineName = keyof typeof engines

export const fixture = new URL('../../fixtures/go/program.wasm', import.meta.url)

const modules = new Map<string, object>()

/** The module of a file, compiled once for each engine. */
export function moduleOf(engine: EngineName, file: URL = fixture): object {
  const key = `${engine} ${file.href}`
  const known = modules.get(key) ?? new engines[engine].Module(readFileSync(file))
  modules.set(key, known)
  return known
}

export interface Ending {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program, and says how it has ended. */
export async function run(
  engine: EngineName,
  args: readonly string[],
  options: GoOptions & { readonly file?: URL; readonly seen?: (program: Go) => void } = {},
): Promise<Ending> {
  const { file, seen, ...others } = options
  const written = { stdout: '', stderr: '' }
  const add = (to: keyof typeof written) => (bytes: Uint8Array) => {
    written[to] += Buffer.from(bytes).toString('utf8')
  }
  const program = go({
    ...{ args: ['program', ...args], stdout: add('stdout'), stderr: add('stderr'), global: 'closed' },
    ...others,
  })
  const instance = new engines[engine].Instance(moduleOf(engine, file), program.imports)
  seen?.(program)
  const code = await program.run(instance)
  return { code, ...written }
}

/** What the toolchain's own host has printed. */
export function expected(command: string): Pick<Ending, 'code' | 'stdout'> {
  const file = new URL(`../../fixtures/go/expected/${command}.txt`, import.meta.url)
  const [stdout, code] = readFileSync(file, 'utf8').split('exit code ') as [string, string]
  return { code: Number(code), stdout }
}

export function expectedError(command: string): string {
  const file = new URL(`../../fixtures/go/expected/${command}.err`, import.meta.url)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
