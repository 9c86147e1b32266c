// What runs in the process that has no compiler; see jitless.ts.
import { observeWithin } from './bounded.js'
import type { Answer, Asked } from './jitless.js'
import { ours } from './tiers.js'

if (Reflect.has(globalThis, 'WebAssembly')) throw new TypeError('this process was to have no WebAssembly')

// What interrupts the other process is for that one alone.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})

process.on('message', ({ number, program, tier, milliseconds }: Asked) => {
  const lines = observeWithin(ours(tier), program, milliseconds)
  process.send!({ number, lines } satisfies Answer)
})
