// What the thread of the guest and the thread that has the sockets tell each other. Every message to the
// guest's thread is followed by a step of the shared counter, which that thread can wait for.

import type { MessagePort } from 'node:worker_threads'

/**
 * To the guest's thread. Numbers name connections. `tried` answers `send`: the system has taken the bytes, or
 * they wait for room, and `sent` follows when they have gone; if it has refused them, `broken` came before.
 * It answers `look` when all that had come by then has been passed on.
 */
export type News =
  | { readonly kind: 'listening' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'connected'; readonly id: number }
  | { readonly kind: 'received'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'ended'; readonly id: number }
  | { readonly kind: 'broken'; readonly id: number; readonly code: string }
  | { readonly kind: 'tried'; readonly id: number; readonly outcome: 'done' | 'refused' }
  | { readonly kind: 'sent'; readonly id: number; readonly count: number }

/** From the guest's thread. `taken` says how much of what has come in the guest has read. */
export type Order =
  | { readonly kind: 'accept' | 'look' | 'finish' | 'close'; readonly id: number }
  | { readonly kind: 'taken'; readonly id: number; readonly count: number }
  | { readonly kind: 'send'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'stop' }

/** How many bytes of a connection may be on their way each way, before whoever sends them has to wait. */
export const window = 1 << 18

/** What the thread of the sockets begins with. */
export interface Start {
  readonly host: string
  readonly port: number
  readonly line: MessagePort
  readonly counter: Int32Array
}
