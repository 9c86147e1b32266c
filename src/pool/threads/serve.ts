// The thread's side: it offers functions, and calls them as it is told.

import { isMainThread, parentPort } from 'node:worker_threads'
import { type Order, type Reply, tell } from './messages.js'

/** A function that a thread offers: of a request, which has been copied, it makes what is copied back. */
export type Offered = (request: never) => unknown

/** Offers functions to the pool whose thread this is. In the main thread nothing happens. */
export function serve(offered: Readonly<Record<string, Offered>>): void {
  const port = parentPort
  if (isMainThread || port === null) return
  const reply = (said: Reply): void => port.postMessage(said)
  const act = async ({ name, request }: Order): Promise<void> => {
    try {
      if (!Object.hasOwn(offered, name)) throw new TypeError(`the thread offers no function ${name}`)
      reply({ kind: 'done', value: await offered[name]!(request as never) })
    } catch (error) {
      reply({ kind: 'failed', error: tell(error) })
    }
  }
  port.on('message', (order: Order) => void act(order))
  reply({ kind: 'ready' })
}
