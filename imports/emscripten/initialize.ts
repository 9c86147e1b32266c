// Programs that are not standalone have no `_start`: their glue code calls the constructors, and `main` with
// arguments that it has put on the guest's stack.
//
//   argv: addresses of the arguments, and a zero; the texts, each ending in a zero
import { Exit } from '../exit.js'
import { writeStrings } from '../wasi/kinds.js'
import type { Program } from './program.js'

const pointerSize = 4

/** Room on the guest's stack, for as long as `main` runs. */
const allocate = (program: Program, size: number): number =>
  Number(program.exported('main', '_emscripten_stack_alloc', 'stackAlloc')(size)) >>> 0

function runMain(program: Program, main: (...values: readonly unknown[]) => unknown): unknown {
  const { args } = program.system
  const list = allocate(program, (args.length + 1) * pointerSize)
  const text = allocate(
    program,
    args.reduce((sum, { length }) => sum + length + 1, 0),
  )
  writeStrings(program.guest, args, { list, text })
  const end = list + args.length * pointerSize
  program.guest.view(end, pointerSize).setUint32(end, 0, true)
  return main(args.length, list)
}

/** Runs what comes before `main`, and `main` if there is one: its result is the exit code. */
export function initialize(program: Program): void {
  program.find('emscripten_stack_init')?.()
  program.find('_initialize', '__wasm_call_ctors')?.()
  const main = program.find('main', '__main_argc_argv')
  if (main === undefined) return
  const code = runMain(program, main)
  if (code !== 0) throw new Exit(Number(code))
}
