// The end of the program.
import { host } from './kinds.js'
import { Exit } from './system.js'

export const proc = {
  proc_exit: host('proc', 'rval:u32', (_, code) => {
    throw new Exit(code)
  }),
}
