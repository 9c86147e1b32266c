// What a thread of the tests runs.
import { readFileSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { capture } from '#imports/wasi/index.js'
import { compile } from '#src/index.js'
import { createPool } from '#src/pool/index.js'
import { serve } from '#src/pool/threads/index.js'

const words = createPool(compile(readFileSync(new URL('../../fixtures/wasi/cat.wasm', import.meta.url))), {
  size: 1,
})
const trap = createPool(compile(readFileSync(new URL('../../fixtures/wasi/trap.wasm', import.meta.url))), {
  size: 1,
})
let served = 0

serve({
  async copy(stdin) {
    served++
    const stdout = capture()
    const code = await words.run(guest => guest.start(), { wasi: { stdin, stdout } })
    return { code, text: stdout.text() }
  },
  trap: () => trap.run(guest => guest.start()),
  count: () => served,
  data: () => workerData,
  /** A call of the host that blocks: nothing in this thread can end it. */
  block: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  endless() {
    for (;;) served |= 0
  },
  later: () => new Promise(resolve => setTimeout(resolve, 20, 'later')),
  end: code => process.exit(code),
  fail() {
    throw new RangeError('as it is')
  },
  odd() {
    throw 'text'
  },
})
