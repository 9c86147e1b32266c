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
  fetch: {
    type: 'boolean',
    help: 'Lets programs of Go make HTTP requests; without it they have no network',
  },
  hostlogging: {
    type: 'string',
    help: `Logs calls of functions of the host to stderr: a list, with commas, of the scopes
all, clock, filesystem, memory, poll, proc, random and sock; may be repeated`,
  },
  'hostlogging-format': {
    type: 'string',
    value: 'string',
    help: 'How calls are logged: text (the default), or json, one object on a line',
  },
  interpreter: {
    type: 'boolean',
    help: 'Interprets functions for as long as they run, where else only their first calls are',
  },
  invoke: {
    type: 'string',
    value: 'string',
    help: `Calls this exported function instead of running the program. What follows the path are
its arguments; its results are printed, each on a line`,
  },
  'large-functions': {
    type: 'boolean',
    help: `Has V8 optimise functions of up to 240 KB of bytecode, four times as much as usual, so that
they need not be cut into parts. They run faster, but take longer to optimise.`,
  },
  listen: {
    type: 'string',
    help: `Opens a TCP listener for the binary, at [<host>]:<port>; may be repeated. Their numbers
follow those of the mounts.`,
  },
  'max-globals': {
    type: 'string',
    value: 'number',
    help: 'How many globals the binary may have; without it 1000000',
  },
  'max-memory': {
    type: 'string',
    value: 'size',
    help: `How much memory the binary may have, for example 256MiB; without it 4GiB. A binary that begins with
more is not run; growing beyond it fails. Units are B, KB, MB, GB, KiB, MiB and GiB.`,
  },
  'max-table': {
    type: 'string',
    value: 'number',
    help: `How many elements the tables of the binary may have together; without it each may have 10000000.
A binary that begins with more is not run; growing beyond it fails.`,
  },
  mount: {
    type: 'string',
    help: `Filesystem path to expose to the binary, as <host>[:<guest>][:ro]; may be repeated.
Without <guest> the path is the same for the guest; with :ro it cannot change anything.`,
  },
  stack: {
    type: 'string',
    value: 'size',
    help: `How much stack the binary may have, for example 64MiB, from 1MiB to 1GiB; without it 1MiB.
Guests that recurse deeply need more. It takes a process more, some 75 ms.`,
  },
  timeout: {
    type: 'string',
    value: 'duration',
    help: `Ends the guest when it has run for so long, for example 300ms, 1.5h or 2h45m; 0 is for ever.
Units are ns, us (or µs), ms, s, m and h.`,
  },
}

export const compileFlags: Flags = cachedir

export const explainFlags: Flags = {
  function: {
    type: 'string',
    value: 'function',
    help: `The function to explain, by its index, its name or a name that it is exported by; without it
all functions are listed`,
  },
  after: {
    type: 'string',
    value: 'pass',
    help: 'Shows the nodes behind this pass; without it behind the last one',
  },
  passes: { type: 'boolean', help: 'Lists the passes, in their order, with what each does' },
}
