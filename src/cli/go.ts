// Programs of Go on the command line. They live in a closed world, over the process's own streams. While one
// waits for input its other goroutines go on, so that it is asked again and again whether there is some; and
// whatever it waits for ends when its time is up.
//
// Node's threads could wait in its place. But a process does not end before they do, and what they wait for
// may never come: such a program would outlive its time, and its own exit.
import type { Channel } from '../../imports/fs/index.js'
import { type Standard, standard } from '../../imports/fs/node/standard.js'
import { go, TooManyArguments, UnsupportedProgram } from '../../imports/go/index.js'
import { Complaint } from './complaint.js'
import type { Host, Surroundings } from './host.js'

/** Milliseconds between two tries to read: the first, and the longest. */
const [shortest, longest] = [1, 8]

type Read = (buffer: Uint8Array) => number | undefined

/** What is there is read at once; else the event loop goes on, and it is tried again. */
async function untilThereIsSome(read: Read, buffer: Uint8Array): Promise<number> {
  for (let pause = shortest; ; pause = Math.min(pause * 2, longest)) {
    const count = read(buffer)
    if (count !== undefined) return count
    await new Promise(resolve => setTimeout(resolve, pause))
  }
}

/** A file or a device is read at once; what else comes, comes later. */
function input(): Standard {
  // With something to ask, the stream is one that never waits.
  const stdin = standard(0, { way: 'read', check: () => {} })
  const { channel } = stdin.file
  if (channel === undefined) return stdin
  const read: Read = buffer => channel.read!(buffer, { wait: false })
  const later = { read: (buffer: Uint8Array) => untilThereIsSome(read, buffer) } as object as Channel
  return { ...stdin, file: { ...stdin.file, channel: later } }
}

function complain(error: unknown): never {
  if (error instanceof UnsupportedProgram || error instanceof TooManyArguments)
    throw new Complaint(`error instantiating wasm binary: ${error.message}`)
  throw error
}

export function goHost({ fetches, ...surroundings }: Surroundings): Host {
  const program = go({
    ...surroundings,
    stdin: input(),
    global: 'closed',
    ...(fetches && { fetch: (resource, init) => fetch(resource, init) }),
  })
  return {
    imports: program.imports,
    entry: 'run',
    attach() {},
    start: instance => program.run(instance).catch(complain),
    close() {
      // A timer of one that reads, or a connection that is kept, would hold the process; its code is set.
      setImmediate(() => process.exit())
    },
  }
}
