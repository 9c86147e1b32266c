// The end of the program: by its own will, or by a signal that it sends to itself. A guest has no handlers,
// so that a signal does what it does by default: it ends the program with 128 and its number, as shells
// report it, or nothing.
import { Exit } from '../exit.js'
import { fail } from './errno.js'
import { host } from './kinds.js'

/** None, those that are ignored, or stop and go on: pipe, chld, cont, stop, tstp, ttin, ttou, urg, winch. */
const harmless = new Set([0, 13, 16, 17, 18, 19, 20, 21, 22, 27])

const signals = 31

export const proc = {
  proc_exit: host('proc', 'rval:u32', (_, code) => {
    throw new Exit(code)
  }),

  // Not in the log scope `proc`, where wazero has only `proc_exit`.
  proc_raise: host('signal', 'sig:u32 -> errno', (_, signal) => {
    if (signal >= signals) fail('inval')
    if (!harmless.has(signal)) throw new Exit(128 + signal)
  }),
}
