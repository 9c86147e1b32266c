// Programs of Go on the command line. They live in a closed world, over the process's own streams. While one
// waits for input its other goroutines go on, so that reading is left to Node's threads; and whatever it
// waits for ends with its deadline.
import { read } from 'node:fs'
import type { Channel } from '../../imports/fs/index.js'
import { type Standard, standard } from '../../imports/fs/node/standard.js'
import { longestTimer } from '../../imports/go/events.js'
import { go, TooManyArguments, UnsupportedProgram } from '../../imports/go/index.js'
import { type Deadline, DeadlineError } from '../instance/deadline.js'
import { Complaint } from './complaint.js'
import type { Host, Surroundings } from './host.js'

/** Milliseconds between two tries, where a stream has been set to return at once. */
const pause = 5

/** Reads from a descriptor; nothing if there is nothing yet. */
const attempt = (fd: number, buffer: Uint8Array): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    read(fd, buffer, 0, buffer.length, null, (error, count) => {
      if (error === null) resolve(count)
      else if (error.code === 'EOF') resolve(0)
      else if (error.code === 'EAGAIN') resolve(undefined)
      else reject(error)
    })
  })

const later = () => new Promise(resolve => setTimeout(resolve, pause))

async function patiently(fd: number, buffer: Uint8Array): Promise<number> {
  for (;;) {
    const count = await attempt(fd, buffer)
    if (count !== undefined) return count
    await later()
  }
}

/** A file or a device is read at once; what else comes, comes later. */
function input(fd: 0): Standard {
  const stdin = standard(fd, { way: 'read' })
  const later = { read: (buffer: Uint8Array) => patiently(fd, buffer) } as object as Channel
  return stdin.file.channel === undefined ? stdin : { ...stdin, file: { ...stdin.file, channel: later } }
}

function complain(error: unknown): never {
  if (error instanceof UnsupportedProgram || error instanceof TooManyArguments)
    throw new Complaint(`error instantiating wasm binary: ${error.message}`)
  throw error
}

export function goHost({ deadline, fetches, ...surroundings }: Surroundings): Host {
  const program = go({
    ...surroundings,
    stdin: input(0),
    global: 'closed',
    ...(fetches && { fetch: (resource, init) => fetch(resource, init) }),
  })
  let timer: NodeJS.Timeout | undefined
  const wait = (deadline: Deadline) => {
    const end = () => (deadline.left > 0 ? wait(deadline) : program.abort(new DeadlineError()))
    timer = setTimeout(end, Math.min(deadline.left, longestTimer))
  }
  return {
    imports: program.imports,
    entry: 'run',
    attach() {},
    start(instance) {
      if (deadline !== undefined) wait(deadline)
      return program.run(instance).catch(complain)
    },
    close() {
      clearTimeout(timer)
      // A read that has begun, or a connection that is kept, would hold the process; its code is set by then.
      setImmediate(() => process.exit())
    },
  }
}
