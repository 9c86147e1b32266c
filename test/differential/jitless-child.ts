// The process without a compiler; see jitless.ts.
import { verifyStages } from '#codegen/ir/verify.js'
import { attempt } from './attempt.js'
import type { Order } from './jitless.js'

if (process.argv[2] !== 'unverified') verifyStages()
process.on('message', (order: Order) => {
  process.send!(attempt(order))
})
process.on('disconnect', () => process.exit())
