// C with wasi-libc: JSON comes in, a report goes out.
import { readFileSync } from 'node:fs'
import { runCommand } from './lib/wasi.mjs'

const names = ['hammer', 'king', 'water', 'lining', 'sugar', 'gear', 'zebra', 'ceiling', 'nail', 'paper']

const entries = Array.from({ length: 24 }, (_, i) => ({
  name: `${names[i % names.length]}${i > 9 ? i : ''}`,
  amount: ((i * 7919) % 613) / 8,
  count: (i * 31) % 17,
}))

const input = new TextEncoder().encode(JSON.stringify(entries))

export const bytes = () => readFileSync(new URL('report.wasm', import.meta.url))

/** @type {import('../lib/requests-cell.mjs').Load} */
export const load = engine => {
  const instantiate = engine.instantiate
  return () => runCommand(instantiate, { args: ['report'], input })
}
