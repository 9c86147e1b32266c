// `--listen [host]:port`: listeners for a guest, whose calls are synchronous, while Node's sockets are not.
// So the sockets live in a thread of their own (worker.ts); here is what the guest sees of them.
import type { Connection, Listener } from '../../../imports/wasi/index.js'
import type { Deadline } from '../../instance/deadline.js'
import { Complaint } from '../complaint.js'
import { Channel } from './channel.js'
import type { News } from './messages.js'

/** As much as may be on its way before the guest has to wait. */
const window = 1 << 20

/** Nanoseconds within which a thread surely starts. */
const patience = 20_000_000_000n

class RemoteConnection implements Connection {
  readonly pieces: Uint8Array[] = []
  ended = false
  onTheWay = 0

  constructor(
    private readonly id: number,
    private readonly channel: Channel,
  ) {}

  receive(buffer: Uint8Array, { peek }: { readonly peek: boolean }): number | undefined {
    this.channel.update()
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
    this.channel.tell({ kind: 'more', id: this.id })
  }

  send(bytes: Uint8Array): number | undefined {
    this.channel.update()
    if (this.onTheWay >= window) return undefined
    const part = bytes.slice(0, window)
    this.onTheWay += part.length
    this.channel.tell({ kind: 'send', id: this.id, bytes: part })
    return part.length
  }

  shutdown({ send }: { readonly send: boolean }): void {
    if (send) this.channel.tell({ kind: 'finish', id: this.id })
  }

  close(): void {
    this.channel.tell({ kind: 'close', id: this.id })
  }

  wait(what: 'receive' | 'send', nanoseconds: bigint): boolean {
    const canSend = () => this.onTheWay < window
    const canReceive = () => this.pieces.length > 0 || this.ended
    return this.channel.waitUntil(what === 'send' ? canSend : canReceive, nanoseconds)
  }
}

class RemoteListener implements Listener {
  readonly #channel: Channel
  #isListening = false
  #failure: string | undefined
  readonly #connections = new Map<number, RemoteConnection>()
  readonly #fresh: RemoteConnection[] = []

  constructor(address: Address, deadline: Deadline | undefined) {
    this.#channel = new Channel(address, news => this.#hear(news), deadline)
    try {
      this.#channel.waitUntil(() => this.#isListening || this.#failure !== undefined, patience)
      if (!this.#isListening) throw new Complaint(`invalid listen: ${this.#failure ?? 'no answer'}`)
    } catch (error) {
      this.close()
      throw error
    }
  }

  accept(): RemoteConnection | undefined {
    this.#channel.update()
    return this.#fresh.shift()
  }

  close(): void {
    this.#channel.tell({ kind: 'stop' })
  }

  wait(nanoseconds: bigint): boolean {
    return this.#channel.waitUntil(() => this.#fresh.length > 0, nanoseconds)
  }

  #hear(news: News): void {
    if (news.kind === 'listening') this.#isListening = true
    else if (news.kind === 'failed') this.#failure = news.message
    else if (news.kind === 'connected') {
      const connection = new RemoteConnection(news.id, this.#channel)
      this.#connections.set(news.id, connection)
      this.#fresh.push(connection)
    } else this.#pass(news, this.#connections.get(news.id)!)
  }

  #pass(news: News, connection: RemoteConnection): void {
    if (news.kind === 'received') connection.pieces.push(news.bytes)
    else if (news.kind === 'sent') connection.onTheWay -= news.count
    else connection.ended = true
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
export type Listen = (deadline: Deadline | undefined) => readonly Listener[]

export function listenersAt(texts: readonly string[]): Listen {
  const addresses = texts.map(parseAddress)
  return deadline => {
    const made: RemoteListener[] = []
    try {
      for (const address of addresses) made.push(new RemoteListener(address, deadline))
    } catch (error) {
      for (const listener of made) listener.close()
      throw error
    }
    return made
  }
}
