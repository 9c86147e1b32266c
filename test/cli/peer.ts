// The other side of a socket: a program that says what it does with its connection, and a client that acts
// each time the program waits for it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** What a client can do. */
export const actions = {
  hello: socket => void socket.write('hello'),
  end: socket => void socket.end(),
  /** Closes; if it has not read what came, the system resets the connection. */
  close: socket => void socket.destroy(),
  reset: socket => void socket.resetAndDestroy(),
} satisfies Readonly<Record<string, (socket: Socket) => void>>

export type Action = keyof typeof actions

export interface Talk {
  readonly steps: string
  /** What the client does when the program says `go`, one after the other. */
  readonly client: readonly Action[]
  /** Whether it reads what comes; it does if this is not said. */
  readonly reads?: boolean
}

async function client(port: number, reads: boolean): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  // What Node does by itself would be read, and not by the client.
  if (reads) socket.resume()
  else socket.pause()
  // A connection that the other side breaks.
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** Milliseconds that what a client does may need to arrive. */
const onItsWay = 50

/** Runs a program that listens at a port, and talks with it; what it says, and how it ends. */
export async function talk(guest: ChildProcess, port: number, { client: todo, reads = true }: Talk) {
  const said: string[] = []
  const left = [...todo]
  let socket: Socket | undefined
  const closed = once(guest, 'close')
  for await (const line of createInterface({ input: guest.stdout! })) {
    if (line === 'listening: 0') socket = await client(port, reads)
    else if (line === 'go: 0') {
      const action = left.shift()
      if (action !== undefined) actions[action](socket!)
      // A guest that does not wait must find what was done: it takes its way through another thread.
      if (action !== undefined) await sleep(onItsWay)
      guest.stdin!.write('\n')
    } else said.push(line)
  }
  const [code] = (await closed) as [number]
  socket?.destroy()
  return { said, code }
}

export const start = (command: string, args: readonly string[]): ChildProcess =>
  spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
