// What Go's runtime needs of its host: the end, messages of last resort, the memory's growth, clocks, timers
// and randomness.
import { encode } from '../../src/engine/utf8.js'
import { fillRandom } from '../wasi/transfer.js'
import { host } from './row.js'

const second = 1_000_000_000n

export const runtime = {
  /** Nothing calls it but what is being debugged in Go's own runtime. */
  debug: host('runtime', 'value:word', (program, value) => program.system.print(2, encode(`${value}\n`))),

  'runtime.wasmExit': host('proc', 'code:i32', (program, code) => program.exit(code)),

  'runtime.wasmWrite': host('filesystem', 'fd:stdio p:written', ({ system }, fd, bytes) =>
    system.print(fd, bytes),
  ),

  'runtime.resetMemoryDataView': host('memory', '', program => program.memory.reset()),

  'runtime.nanotime1': host('clock', '-> nsec:int', program => program.clock.monotonic()),

  'runtime.walltime': host('clock', '-> sec:int nsec:i32', ({ clock }) => {
    const now = clock.realtime()
    return [now / second, Number(now % second)] as const
  }),

  'runtime.scheduleTimeoutEvent': host('poll', 'ms:int -> id:i32', ({ events }, milliseconds) =>
    events.schedule(milliseconds),
  ),

  'runtime.clearTimeoutEvent': host('poll', 'id:i32', ({ events }, id) => events.clear(id)),

  'runtime.getRandomData': host('random', 'r:bytes', ({ random, check }, bytes) =>
    fillRandom(random, bytes, check),
  ),
}
