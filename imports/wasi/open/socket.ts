// Sockets, over an interface that the embedder implements: a guest cannot make a socket, only accept
// connections from listeners that it was given. Calls do not block: `undefined` says that there is nothing
// yet, and `wait` is how one waits.
import type { FileType, Stat } from '../../fs/types.js'
import { errnos, fail, numberOf } from '../errno.js'
import { connectionRights, listenerRights, type Rights } from '../rights.js'
import { type Common, fdflags, type Transfer } from './common.js'

/**
 * One end of a stream of bytes. Errors are Node's, with a `code`: a broken connection says ECONNRESET
 * or EPIPE, as Linux does.
 */
export interface Connection {
  /** Fills the start of a buffer; 0 is the end. What is only peeked at comes again. */
  receive(buffer: Uint8Array, how: { readonly peek: boolean }): number | undefined
  /** How many bytes are taken; nothing if there is no room now. */
  send(bytes: Uint8Array): number | undefined
  /** Ends one direction, or both. */
  shutdown(how: { readonly receive: boolean; readonly send: boolean }): void
  /** Ends both, and gives back what the host holds. */
  close(): void
  /** Whether it could be done now, after waiting at most so many nanoseconds. */
  wait(what: 'receive' | 'send', nanoseconds: bigint): boolean
}

/** Where connections come from. */
export interface Listener {
  /** The next connection that has come; nothing if there is none. */
  accept(): Connection | undefined
  /** No more connections come. */
  close(): void
  /** Whether one has come, after waiting at most so many nanoseconds. */
  wait(nanoseconds: bigint): boolean
}

/** As long as it takes. */
const forever = (1n << 63n) - 1n

const socketStat = (filetype: FileType): Stat => ({
  device: 0n,
  inode: 0n,
  filetype,
  links: 1n,
  size: 0n,
  accessed: 0n,
  modified: 0n,
  changed: 0n,
})

/** Tries, and waits between tries if the guest did not ask for the opposite. */
function blocking<Value>(flags: number, attempt: () => Value | undefined, wait: () => boolean): Value {
  for (;;) {
    const value = attempt()
    if (value !== undefined) return value
    if (flags & fdflags.nonblock) fail('again')
    wait()
  }
}

export class Connected implements Common, Transfer {
  readonly kind = 'connection'
  rights: Rights = { base: connectionRights, inheriting: 0n }
  flags: number
  readonly #connection: Connection
  /** What the guest has not been told yet. */
  #untold: unknown

  constructor(connection: Connection, flags: number) {
    this.#connection = connection
    this.flags = flags
  }

  stat(): Stat {
    return socketStat('socket_stream')
  }

  close(): void {
    this.#connection.close()
  }

  read(buffer: Uint8Array): number {
    return this.receive(buffer, { peek: false })
  }

  write(bytes: Uint8Array): number {
    this.#tell()
    const attempt = () => this.#connection.send(bytes)
    return blocking(this.flags, attempt, () => this.#connection.wait('send', forever))
  }

  receive(buffer: Uint8Array, how: { readonly peek: boolean }): number {
    this.#tell()
    const attempt = () => this.#connection.receive(buffer, how)
    return blocking(this.flags, attempt, () => this.#connection.wait('receive', forever))
  }

  /** Receives after something has been received, which counts: an error is told with the next call. */
  attempt(receive: () => number): number {
    try {
      return receive()
    } catch (error) {
      // What is no failure of the request is thrown on.
      const number = numberOf(error)
      if (errnos[number] !== 'again') this.#untold = error
      return 0
    }
  }

  #tell(): void {
    const error = this.#untold
    this.#untold = undefined
    if (error !== undefined) throw error
  }

  shutdown(how: { readonly receive: boolean; readonly send: boolean }): void {
    this.#connection.shutdown(how)
  }

  wait(what: 'read' | 'write', nanoseconds: bigint): boolean {
    return this.#connection.wait(what === 'read' ? 'receive' : 'send', nanoseconds)
  }
}

export class Listening implements Common {
  readonly kind = 'listener'
  rights: Rights = { base: listenerRights, inheriting: connectionRights }
  flags = 0
  readonly #listener: Listener

  constructor(listener: Listener) {
    this.#listener = listener
  }

  stat(): Stat {
    return socketStat('socket_stream')
  }

  close(): void {
    this.#listener.close()
  }

  accept(flags: number): Connected {
    const attempt = () => this.#listener.accept()
    const connection = blocking(this.flags, attempt, () => this.#listener.wait(forever))
    return new Connected(connection, flags)
  }

  /** To accept is what a listener is read for. */
  wait(_: 'read' | 'write', nanoseconds: bigint): boolean {
    return this.#listener.wait(nanoseconds)
  }
}
