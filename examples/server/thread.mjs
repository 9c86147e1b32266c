// What a thread runs: a pool of one instance, and the function by which the server reaches it.
import { workerData } from 'node:worker_threads'
import { compile } from 'jitsam'
import { capture } from 'jitsam/imports/wasi'
import { createPool } from 'jitsam/pool'
import { serve } from 'jitsam/pool/threads'

const { bytes, memoryPages, deadline } = workerData
const pool = createPool(compile(bytes), { size: 1, limits: { memoryPages, deadline } })

serve({
  async report(stdin) {
    const [stdout, stderr] = [capture(), capture()]
    const options = { wasi: { args: ['report'], stdin, stdout, stderr } }
    const code = await pool.run(guest => guest.start(), options)
    return { code, text: stdout.text(), lines: stderr.bytes() }
  },
})
