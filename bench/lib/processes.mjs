// Scripts of this folder, each run in a process of its own, that leave their record as JSON on the last line.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cache } from './arms.mjs'

/** @typedef {{ node: string, nodeArgs: readonly string[] }} Host the Node that runs it */

/**
 * The path of a Node: this one, one that is named by its path, or one named by its version, which npm has as a package.
 * @param {string} [wanted]
 */
export function nodeFor(wanted) {
  if (wanted === undefined) return process.execPath
  if (!/^\d+(\.\d+)*$/.test(wanted)) return wanted
  const folder = join(cache, `node-${wanted}`)
  const name = `node-${process.platform}-${process.arch}`
  const path = join(folder, 'node_modules', name, 'bin/node')
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', ...flags, `${name}@${wanted}`], { stdio: 'inherit' })
  }
  return path
}

/** @param {Host} host */
export const versionOf = ({ node }) => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()

/** The line that says what went wrong. @param {string} stderr */
function complaint(stderr) {
  const lines = stderr.split('\n').map(line => line.trim())
  const line =
    lines.find(text => /^\w*(Error|Aborted)\b/.test(text)) ?? lines.find(text => /error/i.test(text))
  return line?.slice(0, 200) ?? 'the process died'
}

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
  return { failed: error?.message ?? complaint(stderr) }
}
