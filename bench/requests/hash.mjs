// The same program in C, which computes a while.
import { runCommand } from './lib/wasi.mjs'

export { bytes } from './report.mjs'

const input = new Uint8Array(0)

/** @type {import('../lib/requests-cell.mjs').Load} */
export const load =
  ({ instantiate }) =>
  () =>
    runCommand(instantiate, { args: ['report', '200000'], input })
