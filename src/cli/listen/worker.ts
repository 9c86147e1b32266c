// The thread that has the sockets. It accepts connections, passes on what comes in, a piece each time the
// guest has taken the one before, and writes what it is told to. It ends when it has been told to stop and
// everything is written.
import { createServer, type Socket } from 'node:net'
import { workerData } from 'node:worker_threads'
import type { News, Order, Start } from './messages.js'

const { host, port, line, counter } = workerData as Start

function tell(news: News): void {
  line.postMessage(news)
  Atomics.add(counter, 0, 1)
  Atomics.notify(counter, 0)
}

const sockets = new Map<number, Socket>()
let count = 0

function welcome(socket: Socket): void {
  const id = count++
  sockets.set(id, socket)
  let ended = false
  const end = () => {
    if (!ended) tell({ kind: 'ended', id })
    ended = true
  }
  socket.on('data', bytes => {
    socket.pause()
    // A copy: small pieces share one buffer.
    tell({ kind: 'received', id, bytes: new Uint8Array(bytes) })
  })
  socket.on('end', end)
  socket.on('error', end)
  socket.on('close', () => {
    end()
    sockets.delete(id)
  })
  tell({ kind: 'connected', id })
}

const server = createServer({ allowHalfOpen: true }, welcome)
server.on('error', ({ message }) => {
  tell({ kind: 'failed', message })
  line.close()
})
server.listen(port, host === '' ? undefined : host, () => tell({ kind: 'listening' }))

function send(id: number, bytes: Uint8Array): void {
  const done = () => tell({ kind: 'sent', id, count: bytes.length })
  const socket = sockets.get(id)
  if (socket === undefined || socket.destroyed || socket.writableEnded) done()
  else socket.write(bytes, done)
}

function stop(): void {
  server.close()
  for (const socket of sockets.values()) socket.destroySoon()
  line.close()
}

line.on('message', (order: Order) => {
  if (order.kind === 'stop') stop()
  else if (order.kind === 'send') send(order.id, order.bytes)
  else if (order.kind === 'more') sockets.get(order.id)?.resume()
  else if (order.kind === 'finish') sockets.get(order.id)?.end()
  else sockets.get(order.id)?.destroySoon()
})
