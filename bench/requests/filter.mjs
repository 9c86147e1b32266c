// AssemblyScript: the headers of a request are taken apart, counted, sorted and joined.
import { readFileSync } from 'node:fs'

const headers = [
  'Host: example.org',
  'Accept: text/html,application/xhtml+xml',
  'Accept-Language: en,de;q=0.7',
  'X-Internal-Trace: 5f1e',
  'User-Agent: bench/1.0 (requests)',
  'Cookie: session=abcdef0123456789; theme=dark',
  'Cache-Control: no-cache',
  'X-Internal-User: 42',
].join('\n')

const input = new TextEncoder().encode(headers)

export const bytes = () => readFileSync(new URL('filter.wasm', import.meta.url))

/** @type {import('../lib/requests-cell.mjs').Load} */
export const load =
  ({ instantiate }) =>
  () => {
    const { memory, allocate, filter, size } = instantiate({})
    const at = allocate(input.length)
    new Uint8Array(memory.buffer).set(input, at)
    const answer = filter(at, input.length)
    return Buffer.from(memory.buffer, answer, size()).toString()
  }
