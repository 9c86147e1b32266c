// The process without a compiler; see jitless.ts.
import { verifyStages } from '#codegen/ir/verify.js'
import { attempt } from './attempt.js'
import type { Order } from './jitless.js'

if (process.argv[2] !== 'unverified') verifyStages()
process.on('message', (order: Order) => {
  process.send!(attempt(order))
})
// A terminal interrupts both processes; this one ends when the other lets go of it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())
