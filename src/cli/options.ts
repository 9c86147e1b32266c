// The flags of each command that has some.
import type { Flags } from './flags.js'

const cachedir: Flags = {
  cachedir: {
    type: 'string',
    value: 'string',
    help: `Directory, created if need be, for the code that modules are translated to.
What is there already need not be translated again.`,
  },
}

export const runFlags: Flags = {
  ...cachedir,
  env: {
    type: 'string',
    help: 'key=value pair of environment variable to expose to the binary; may be repeated',
  },
  'env-inherit': { type: 'boolean', help: 'Inherits any environment variables from the calling process' },
  interpreter: { type: 'boolean', help: 'Accepted, but there is none: modules are always compiled' },
  invoke: {
    type: 'string',
    value: 'string',
    help: `Calls this exported function instead of running the program: what follows the path are its arguments,
and its results are printed, each on a line`,
  },
  timeout: {
    type: 'string',
    value: 'duration',
    help: `If a wasm binary runs longer than the given duration string, then exit abruptly.
The duration string is a possibly signed sequence of decimal numbers, each with optional fraction
and a unit suffix, such as "300ms", "1.5h" or "2h45m". Valid time units are "ns", "us" (or "µs"),
"ms", "s", "m", "h". If the duration is 0, the timeout is disabled. The default is disabled.`,
  },
}

export const compileFlags: Flags = cachedir
