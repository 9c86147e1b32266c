// What the thread of the guest and the thread that has the sockets tell each other. Every message to the
// guest's thread is followed by a step of the shared counter, which that thread can wait for.

import type { MessagePort } from 'node:worker_threads'

/** To the guest's thread. Numbers name connections. */
export type News =
  | { readonly kind: 'listening' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'connected'; readonly id: number }
  | { readonly kind: 'received'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'ended'; readonly id: number }
  | { readonly kind: 'sent'; readonly id: number; readonly count: number }

/** From the guest's thread. `more` asks for the next piece of what comes in. */
export type Order =
  | { readonly kind: 'more' | 'finish' | 'close'; readonly id: number }
  | { readonly kind: 'send'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'stop' }

/** What the thread of the sockets begins with. */
export interface Start {
  readonly host: string
  readonly port: number
  readonly line: MessagePort
  readonly counter: Int32Array
}
