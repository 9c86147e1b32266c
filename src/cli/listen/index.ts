// `--listen [host]:port`: listeners for a guest, whose calls are synchronous, while Node's sockets are not.
// So they live in a thread of their own (worker.ts), and this side looks at its messages whenever the guest
// asks, and waits for them where the guest waits.
import { receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Connection, Listener } from '../../../imports/wasi/index.js'
import type { Deadline } from '../../instance/deadline.js'
import { Complaint } from '../complaint.js'
import type { News, Order, Start } from './messages.js'

/** As much as may be on its way before the guest has to wait. */
const window = 1 << 20

/** A message port, as far as we need one; a worker is one for its parent. */
interface Line {
  tell(order: Order): void
  /** Takes in what has come. */
  update(): void
  /** Waits until something new has come, at most so many milliseconds. */
  wait(milliseconds: number): void
}

class RemoteConnection implements Connection {
  readonly pieces: Uint8Array[] = []
  ended = false
  onTheWay = 0

  constructor(
    readonly id: number,
    private readonly line: Line,
  ) {}

  receive(buffer: Uint8Array, { peek }: { readonly peek: boolean }): number | undefined {
    this.line.update()
    const [piece] = this.pieces
    if (piece === undefined) return this.ended ? 0 : undefined
    const part = piece.subarray(0, buffer.length)
    buffer.set(part)
    if (!peek) this.#take(part.length)
    return part.length
  }

  #take(count: number): void {
    const rest = this.pieces[0]!.subarray(count)
    if (rest.length > 0) {
      this.pieces[0] = rest
      return
    }
    this.pieces.shift()
    this.line.tell({ kind: 'more', id: this.id })
  }

  send(bytes: Uint8Array): number | undefined {
    this.line.update()
    if (this.onTheWay >= window) return undefined
    const part = bytes.slice(0, window)
    this.onTheWay += part.length
    this.line.tell({ kind: 'send', id: this.id, bytes: part })
    return part.length
  }

  shutdown({ send }: { readonly send: boolean }): void {
    if (send) this.line.tell({ kind: 'finish', id: this.id })
  }

  close(): void {
    this.line.tell({ kind: 'close', id: this.id })
  }

  wait(what: 'receive' | 'send', nanoseconds: bigint): boolean {
    const isReady = () =>
      what === 'send' ? this.onTheWay < window : this.pieces.length > 0 || this.ended
    return waitUntil(isReady, this.line, nanoseconds)
  }
}

function waitUntil(isReady: () => boolean, line: Line, nanoseconds: bigint): boolean {
  const end = performance.now() + Number(nanoseconds) / 1e6
  for (;;) {
    line.update()
    if (isReady()) return true
    const rest = end - performance.now()
    if (rest <= 0) return false
    line.wait(rest)
  }
}

class RemoteListener implements Listener, Line {
  readonly #worker: Worker
  readonly #counter: Int32Array
  readonly #deadline: Deadline | undefined
  /** The counter when the messages were last looked at. */
  #seen = 0
  #isListening = false
  #failure: string | undefined
  readonly #connections = new Map<number, RemoteConnection>()
  readonly #fresh: RemoteConnection[] = []

  constructor(start: Start, deadline: Deadline | undefined) {
    this.#counter = start.counter
    this.#deadline = deadline
    this.#worker = new Worker(new URL('worker.js', import.meta.url), { workerData: start })
  }

  /** Returns when connections are accepted. */
  open(text: string): void {
    const isDone = () => this.#isListening || this.#failure !== undefined
    waitUntil(isDone, this, 2n ** 62n)
    if (this.#failure !== undefined) throw new Complaint(`invalid listen: ${text}: ${this.#failure}`)
  }

  accept(): RemoteConnection | undefined {
    this.update()
    return this.#fresh.shift()
  }

  close(): void {
    this.tell({ kind: 'stop' })
  }

  /** Waits for a connection; without a time, for whatever is new. */
  wait(time: number | bigint): boolean {
    if (typeof time === 'bigint') return waitUntil(() => this.#fresh.length > 0, this, time)
    const milliseconds = Math.min(time, this.#deadline?.left ?? time)
    Atomics.wait(this.#counter, 0, this.#seen, milliseconds)
    this.#deadline?.check()
    return true
  }

  tell(order: Order): void {
    this.#worker.postMessage(order)
  }

  update(): void {
    this.#seen = Atomics.load(this.#counter, 0)
    for (;;) {
      const message = receiveMessageOnPort(this.#worker as unknown as MessagePort)
      if (message === undefined) return
      this.#hear(message.message as News)
    }
  }

  #hear(news: News): void {
    if (news.kind === 'listening') this.#isListening = true
    else if (news.kind === 'failed') this.#failure = news.message
    else if (news.kind === 'connected') {
      const connection = new RemoteConnection(news.id, this)
      this.#connections.set(news.id, connection)
      this.#fresh.push(connection)
    } else {
      const connection = this.#connections.get(news.id)!
      if (news.kind === 'received') connection.pieces.push(news.bytes)
      else if (news.kind === 'ended') connection.ended = true
      else connection.onTheWay -= news.count
    }
  }
}
