// Scripts of this folder, each run in a process of its own, that leave their record as JSON on the last line.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** @typedef {{ node: string, nodeArgs: readonly string[] }} Host the Node that runs it */

/**
 * @template T
 * @param {string} script its name
 * @param {unknown} job handed over as JSON
 * @param {Host} host
 * @returns {T | { failed: string }}
 */
export function runScript(script, job, { node, nodeArgs }) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const args = [...nodeArgs, '--no-warnings', path, JSON.stringify(job)]
  const { status, stdout, stderr, error } = spawnSync(node, args, {
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 2 ** 27,
  })
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  const line = stderr.split('\n').find(text => /error/i.test(text))
  return { failed: error?.message ?? line?.trim() ?? 'the process died' }
}
