// WASI as programs of Emscripten need it: where they pass values of 64 bits in two words they are understood,
// and the clock of the process is there.
import type { ImportedFunction, Word } from '../host.js'
import { importsOf, functions as rows } from '../wasi/index.js'
import { joining } from './flexible.js'
import type { Program } from './program.js'

type Functions = Readonly<Record<string, ImportedFunction>>

const [monotonic, processTime, threadTime] = [1, 2, 3]

/**
 * Emscripten's `clock` and `usleep` ask for the time of the process, which here runs all the time, in 32
 * bits.
 */
function withProcessClocks(functions: Functions, { system }: Program): Functions {
  const { clock_time_get, clock_res_get } = functions as Record<string, ImportedFunction>
  const begun = system.clock.monotonic()
  const isProcess = (id: Word) => id === processTime || id === threadTime
  return {
    ...functions,
    clock_res_get: (id, at) => clock_res_get!(isProcess(id!) ? monotonic : id!, at!),
    clock_time_get(id, precision, at) {
      if (!isProcess(id!)) return clock_time_get!(id!, precision!, at!)
      const status = clock_time_get!(monotonic, precision!, at!)
      const place = Number(at) >>> 0
      if (status !== 0) return status
      const view = system.guest.view(place, 8)
      view.setBigUint64(place, view.getBigUint64(place, true) - begun, true)
      return status
    },
  }
}

/** What a guest may import of WASI. */
export function wasiFor(program: Program) {
  const { wasi_snapshot_preview1, ...older } = importsOf(program.system)
  const timed = withProcessClocks(wasi_snapshot_preview1, program)
  const joined = Object.entries(timed).map(([name, run]) => [name, joining(rows[name]!, run)] as const)
  return { wasi_snapshot_preview1: Object.fromEntries(joined), ...older }
}
