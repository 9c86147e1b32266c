// `--listen [host]:port`: listeners for a guest, whose calls are synchronous, while Node's sockets are not.
// So the sockets live in a thread of their own (worker.ts); here is what the guest sees of them.
import type { Listener } from '../../../imports/wasi/index.js'
import { Complaint } from '../complaint.js'
import { Channel, type Until } from './channel.js'
import { RemoteConnection } from './connection.js'
import type { News } from './messages.js'

/** Nanoseconds within which a thread surely starts. */
const timeout = 20_000_000_000n

class RemoteListener implements Listener {
  readonly #channel: Channel
  #isListening = false
  /** What the system has refused: to listen, and later to accept. */
  #failure: { readonly code: string; readonly message: string } | undefined
  readonly #connections = new Map<number, RemoteConnection>()
  /** Those that wait to be accepted. */
  readonly #fresh: number[] = []

  constructor(address: Address, until: Until | undefined) {
    this.#channel = new Channel(address, news => this.#hear(news), until)
    try {
      this.#channel.waitUntil(() => this.#isListening || this.#failure !== undefined, timeout)
      if (!this.#isListening) throw new Complaint(`invalid listen: ${this.#failure?.message ?? 'no answer'}`)
    } catch (error) {
      this.close()
      throw error
    }
  }

  accept(): RemoteConnection | undefined {
    this.#channel.update()
    const id = this.#fresh.shift()
    if (id !== undefined) {
      this.#channel.tell({ kind: 'accept', id })
      return this.#connections.get(id)
    }
    const failure = this.#failure
    this.#failure = undefined
    if (failure !== undefined) throw Object.assign(new Error(failure.message), { code: failure.code })
    return undefined
  }

  close(): void {
    this.#channel.tell({ kind: 'stop' })
  }

  wait(nanoseconds: bigint): boolean {
    return this.#channel.waitUntil(() => this.#fresh.length > 0 || this.#failure !== undefined, nanoseconds)
  }

  #hear(news: News): void {
    if (news.kind === 'listening') this.#isListening = true
    else if (news.kind === 'failed') this.#failure = news
    else if (news.kind === 'connected') this.#welcome(news.id)
    else this.#connections.get(news.id)?.hear(news)
  }

  #welcome(id: number): void {
    const forget = () => void this.#connections.delete(id)
    this.#connections.set(id, new RemoteConnection(id, this.#channel, forget))
    this.#fresh.push(id)
  }
}

interface Address {
  readonly host: string
  readonly port: number
}

/** `[::1]:80`, `localhost:80`, `:80` */
function parseAddress(text: string): Address {
  const colon = text.lastIndexOf(':')
  if (colon < 0) throw new Complaint('invalid listen')
  const port = text.slice(colon + 1)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) throw new Complaint(`invalid listen port: ${port}`)
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}

/** Makes the listeners; it returns when all of them accept connections. */
export type Listen = (until: Until | undefined) => readonly Listener[]

export function listenersAt(texts: readonly string[]): Listen {
  const addresses = texts.map(parseAddress)
  return until => {
    const made: RemoteListener[] = []
    try {
      for (const address of addresses) made.push(new RemoteListener(address, until))
    } catch (error) {
      for (const listener of made) listener.close()
      throw error
    }
    return made
  }
}
