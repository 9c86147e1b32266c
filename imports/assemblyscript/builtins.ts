// What every program of AssemblyScript may import: the end after a failed assertion or an exception, traces
// for debugging, and the seed of `Math.random`.
import { Exit } from '../exit.js'
import { Float, showFloat } from '../log/shown.js'
import { displayed, host, type Program, print } from './kinds.js'

/** The exit code of a program that aborts. */
const abortCode = 255

interface Place {
  readonly file: string | null | undefined
  readonly line: number
  readonly column: number
}

/** Nothing is written if what should be written cannot be read. An assertion may have no message. */
function abort(program: Program, message: string | null | undefined, { file, line, column }: Place): never {
  if (program.abortMessage && message !== undefined && file !== undefined)
    print(program.stderr, `${message ?? 'abort'} at ${file}:${line}:${column}\n`)
  throw new Exit(abortCode)
}

/** A trace has at most five numbers, however many the guest says there are. */
function trace(program: Program, message: string | null | undefined, numbers: readonly number[]): void {
  if (program.trace === 'off' || message === undefined) return
  const shown = numbers.map(number => showFloat(new Float(number, 64))).join()
  print(program[program.trace], `trace: ${message}${shown === '' ? '' : ` ${shown}`}\n`)
}

export const builtins = displayed('~lib/builtins/', {
  abort: host(
    'proc',
    'message:string fileName:string lineNumber:u32 columnNumber:u32',
    (program, message, ...[file, line, column]) => abort(program, message, { file, line, column }),
  ),

  trace: host(
    'trace',
    'message:string nArgs:i32 arg0:f64 arg1:f64 arg2:f64 arg3:f64 arg4:f64',
    (program, message, ...[count, ...numbers]) =>
      trace(program, message, numbers.slice(0, Math.max(0, count))),
  ),

  // Any 64 bits do: the generator takes them as they are.
  seed: host('random', '-> rand', program => {
    const bytes = new Uint8Array(8)
    program.random(bytes)
    return new DataView(bytes.buffer).getFloat64(0, true)
  }),
})
