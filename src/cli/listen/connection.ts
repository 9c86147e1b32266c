// A connection as the guest sees it: as on Linux. What has come in can be read also when the connection has
// broken since; then whichever call comes next is told of it by an error, and whoever sends later gets EPIPE.
// Sending waits until the thread of the sockets has tried it, so that a client that has gone is noticed at
// once.
import type { Connection } from '../../../imports/wasi/index.js'
import type { Channel } from './channel.js'
import { type News, type Order, window } from './messages.js'

/** As long as it takes. */
const forever = 2n ** 63n - 1n

/** An error by Node's name for it. */
const failure = (code: string): Error => Object.assign(new Error(`the connection: ${code}`), { code })

export class RemoteConnection implements Connection {
  readonly #pieces: Uint8Array[] = []
  /** How much of the first piece has been read. */
  #read = 0
  #onTheWay = 0
  /** The other side has said that nothing more will come. */
  #ended = false
  /** Which sides the guest has shut. */
  readonly #shut = { receive: false, send: false }
  #isBroken = false
  /** What the guest has not been told yet. */
  #error: string | undefined
  /** Whether the other thread could do what it was asked last, once it has said so. */
  #answer: boolean | undefined

  constructor(
    private readonly id: number,
    private readonly channel: Channel,
    private readonly forget: () => void,
  ) {}

  hear(news: News & { readonly id: number }): void {
    if (news.kind === 'received') this.#pieces.push(news.bytes)
    else if (news.kind === 'sent') this.#onTheWay -= news.count
    else if (news.kind === 'tried') this.#answer = news.outcome === 'done'
    else if (news.kind === 'broken') {
      this.#isBroken = true
      this.#error = news.code
    } else this.#ended = true
  }

  receive(buffer: Uint8Array, { peek }: { readonly peek: boolean }): number | undefined {
    this.channel.update()
    const [piece] = this.#pieces
    if (piece === undefined) return this.#withoutData()
    const part = piece.subarray(this.#read, this.#read + buffer.length)
    buffer.set(part)
    if (!peek) this.#take(part.length)
    return part.length
  }

  /** The end that the other side has declared comes before any error. */
  #withoutData(): 0 | undefined {
    if (this.#ended) return 0
    this.#complain()
    return this.#shut.receive || this.#isBroken ? 0 : undefined
  }

  #take(count: number): void {
    const { length } = this.#pieces[0]!
    this.#read += count
    if (this.#read < length) return
    this.#pieces.shift()
    this.#read = 0
    this.channel.tell({ kind: 'taken', id: this.id, count: length })
  }

  send(bytes: Uint8Array): number | undefined {
    this.channel.update()
    this.#complain()
    if (this.#shut.send || this.#isBroken) throw failure('EPIPE')
    if (this.#onTheWay >= window) return undefined
    const part = bytes.slice(0, window)
    const { length } = part
    this.#onTheWay += length
    const isTaken = this.#ask({ kind: 'send', id: this.id, bytes: part }, [part.buffer])
    if (!isTaken) this.#complain()
    if (!isTaken) throw failure('EPIPE')
    return length
  }

  /** Tells the other thread to do something, and waits for its answer: whether it could. */
  #ask(order: Order, transfer?: readonly ArrayBuffer[]): boolean {
    this.#answer = undefined
    this.channel.tell(order, transfer)
    this.channel.waitUntil(() => this.#answer !== undefined, forever)
    return this.#answer === true
  }

  /** Says once what has happened. */
  #complain(): void {
    const code = this.#error
    this.#error = undefined
    if (code !== undefined) throw failure(code)
  }

  shutdown({ receive, send }: { readonly receive: boolean; readonly send: boolean }): void {
    this.channel.update()
    if (this.#isBroken || (this.#ended && this.#shut.send)) throw failure('ENOTCONN')
    if (send && !this.#shut.send) this.channel.tell({ kind: 'finish', id: this.id })
    // What has come by now can still be read.
    if (receive) this.#ask({ kind: 'look', id: this.id })
    this.#shut.receive ||= receive
    this.#shut.send ||= send
  }

  close(): void {
    this.forget()
    this.channel.tell({ kind: 'close', id: this.id })
  }

  wait(what: 'receive' | 'send', nanoseconds: bigint): boolean {
    const fails = () => this.#error !== undefined || this.#isBroken
    const canSend = () => this.#onTheWay < window || this.#shut.send || fails()
    const canReceive = () => this.#pieces.length > 0 || this.#ended || this.#shut.receive || fails()
    return this.channel.waitUntil(what === 'send' ? canSend : canReceive, nanoseconds)
  }
}
