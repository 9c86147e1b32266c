// The guest's end of the line to the thread that has the sockets. Messages are looked at when the guest
// asks, without an event loop, and waited for by the counter that follows each of them.
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { place } from '../place.js'
import type { News, Order, Start } from './messages.js'

/** The time that a guest has for waiting. */
export interface Until {
  /** Milliseconds that are left. */
  readonly left: number
  /** Throws when there are none. */
  check(): void
}

export class Channel {
  readonly #port: MessagePort
  readonly #counter = new Int32Array(new SharedArrayBuffer(4))
  /** The counter when the messages were last looked at. */
  #seen = 0

  constructor(
    address: Pick<Start, 'host' | 'port'>,
    private readonly hear: (news: News) => void,
    private readonly until: Until | undefined,
  ) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    const workerData: Start = { ...address, line: port2, counter: this.#counter }
    new Worker(place('listen/worker.js'), { workerData, transferList: [port2] })
  }

  tell(order: Order, transfer: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(order, transfer)
  }

  /** Takes in what has come. */
  update(): void {
    this.#seen = Atomics.load(this.#counter, 0)
    for (;;) {
      const received = receiveMessageOnPort(this.#port)
      if (received === undefined) return
      this.hear(received.message as News)
    }
  }

  /** Whether it is so, after waiting at most so many nanoseconds. */
  waitUntil(isSo: () => boolean, nanoseconds: bigint): boolean {
    const end = performance.now() + Number(nanoseconds) / 1e6
    for (;;) {
      this.update()
      if (isSo()) return true
      const rest = end - performance.now()
      if (rest <= 0) return false
      Atomics.wait(this.#counter, 0, this.#seen, Math.min(rest, this.until?.left ?? rest))
      this.until?.check()
    }
  }
}
