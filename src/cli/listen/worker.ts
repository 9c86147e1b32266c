// The thread that has the sockets. It accepts connections, passes on what comes in as far as the guest keeps
// up with it, and writes what it is told to. It ends when it has been told to stop and everything is written.
import { createServer, type Socket } from 'node:net'
import { workerData } from 'node:worker_threads'
import { type News, type Order, type Start, window } from './messages.js'

const { host, port, line, counter } = workerData as Start

function tell(news: News): void {
  line.postMessage(news, news.kind === 'received' ? [news.bytes.buffer] : [])
  Atomics.add(counter, 0, 1)
  Atomics.notify(counter, 0)
}

/** So many connections may wait to be accepted, as on Linux; others are reset. */
const backlog = 4096

/** Milliseconds without progress after which nobody will read what is left of a connection. */
const timeout = 10_000

/** One connection. It is not read before the guest has accepted it. */
class Link {
  /** What has come in and was not read by the guest yet. */
  #waiting = 0
  #broken = false

  constructor(
    readonly socket: Socket,
    private readonly id: number,
  ) {
    socket.on('end', () => tell({ kind: 'ended', id }))
    socket.on('error', error => this.#break(error))
    socket.on('close', () => links.delete(id))
  }

  accept(): void {
    this.socket.on('data', bytes => this.#receive(bytes as Buffer))
    this.socket.resume()
  }

  /** Sockets are read between two such moments. */
  look(): void {
    setImmediate(setImmediate, () => tell({ kind: 'tried', id: this.id, outcome: 'done' }))
  }

  taken(count: number): void {
    this.#waiting -= count
    if (this.#waiting < window) this.socket.resume()
  }

  send(bytes: Uint8Array): void {
    const { id, socket } = this
    let isTried = false
    const answer = (outcome: 'done' | 'refused') => {
      if (!isTried) tell({ kind: 'tried', id, outcome })
      isTried = true
    }
    socket.write(bytes, error => {
      if (error) this.#break(error)
      answer(error ? 'refused' : 'done')
      if (!error) tell({ kind: 'sent', id, count: bytes.length })
    })
    // Node writes at once what the system takes, and says so, or that it has failed, before it does anything
    // else.
    setImmediate(answer, 'done')
  }

  /** Nothing more is read; what is to be written is, for as long as somebody takes it. */
  close(): void {
    const { socket } = this
    if (socket.writableLength === 0) socket.destroy()
    else {
      socket.setTimeout(timeout, () => socket.resetAndDestroy())
      socket.destroySoon()
    }
  }

  #receive(bytes: Buffer): void {
    this.#waiting += bytes.length
    if (this.#waiting >= window) this.socket.pause()
    // A copy: small pieces share one buffer.
    tell({ kind: 'received', id: this.id, bytes: new Uint8Array(bytes) })
  }

  #break({ code = 'EIO' }: NodeJS.ErrnoException): void {
    if (!this.#broken) tell({ kind: 'broken', id: this.id, code })
    this.#broken = true
  }
}

const links = new Map<number, Link>()
let count = 0
/** How many connections wait to be accepted. */
let unaccepted = 0

function welcome(socket: Socket): void {
  if (unaccepted === backlog) {
    socket.resetAndDestroy()
    return
  }
  unaccepted++
  const id = count++
  links.set(id, new Link(socket, id))
  tell({ kind: 'connected', id })
}

const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, welcome)
server.on('error', ({ code = '', message }: NodeJS.ErrnoException) => {
  tell({ kind: 'failed', code, message })
  if (!server.listening) line.close()
})
const address = { port, backlog, ...(host !== '' && { host }) }
server.listen(address, () => tell({ kind: 'listening' }))

function stop(): void {
  server.close()
  for (const link of links.values()) link.close()
  line.close()
}

function obey(order: Exclude<Order, { kind: 'stop' }>): void {
  const link = links.get(order.id)
  if (order.kind === 'accept') unaccepted--
  if (link === undefined) {
    // It has broken, which the guest will know by then.
    if (order.kind === 'send' || order.kind === 'look')
      tell({ kind: 'tried', id: order.id, outcome: 'refused' })
  } else if (order.kind === 'send') link.send(order.bytes)
  else if (order.kind === 'taken') link.taken(order.count)
  else if (order.kind === 'finish') link.socket.end()
  else link[order.kind]()
}

line.on('message', (order: Order) => (order.kind === 'stop' ? stop() : obey(order)))
