// Whole programs, from the start of a process to its end, run by `jitsam run` and on native: C compiled for WASI by Node's own
// WASI, a package by its own script. The engines take turns; what counts is the ratio to native of the same round.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as esbuild from '../programs/esbuild.mjs'
import { cache, defaultImpl, packages } from './arms.mjs'
import { timing } from './measure.mjs'

/**
 * @typedef {import('./arms.mjs').ArmChoice} ArmChoice
 * @typedef {import('./case.mjs').CaseRecord} CaseRecord
 * @typedef {import('./case.mjs').Outcome} Outcome
 * @typedef {import('./processes.mjs').Host} Host
 */

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url))

/** Where the code of the arm `cached` is kept. */
const cachedir = join(cache, 'code')

/** A file of 256 MB, all of it a hole. @param {string} folder */
function makeLarge(folder) {
  writeFileSync(join(folder, 'large'), '')
  truncateSync(join(folder, 'large'), 2 ** 28)
}

/** 50,000 empty files. @param {string} folder */
function makeMany(folder) {
  for (let i = 0; i < 50_000; i++) writeFileSync(join(folder, `entry-${i}`), '')
}

/**
 * What programs work on: the arguments they get, how the folder is filled that they see as /data, what they read from the standard
 * input. What they print goes nowhere if there is much of it. A package names its module, and the script that runs it on native.
 * @typedef {{ args: readonly string[], fill?: (folder: string) => void, input?: string, discard?: true, file?: string, host?: string }} Given
 * @type {Record<string, Given>}
 */
const given = {
  cat: { args: ['/data/large'], fill: makeLarge, discard: true },
  list: { args: ['/data'], fill: makeMany },
  esbuild,
}

/** Whether a program comes from npm. @param {string} name */
export const isPackaged = name => given[name]?.file !== undefined

/** The folder of a program, filled when it is first wanted. @param {string} name @returns {string | undefined} */
function folderOf(name) {
  const fill = given[name]?.fill
  if (fill === undefined) return undefined
  const folder = join(cache, 'data', name)
  const filled = `${folder}.filled`
  if (existsSync(filled)) return folder
  mkdirSync(folder, { recursive: true })
  fill(folder)
  writeFileSync(filled, '')
  return folder
}

const installed = (/** @type {string} */ name) => join(packages, 'node_modules', name)

/** The command line after Node's own flags. @param {ArmChoice} arm @param {string} program */
function command({ name, impl = defaultImpl }, program) {
  const { args = [], file, host } = given[program] ?? {}
  if (name === 'native' && host !== undefined) return [installed(host), ...args]
  const wasm = file === undefined ? path(`../programs/${program}.wasm`) : installed(file)
  const data = folderOf(program)
  if (name === 'native') return ['--no-warnings', path('wasi.mjs'), wasm, data ?? '', ...args]
  const folder = new URL('./cli/', pathToFileURL(impl))
  const [main = ''] = ['main.cjs', 'main.js']
    .map(one => fileURLToPath(new URL(one, folder)))
    .filter(existsSync)
  const mount = data === undefined ? [] : ['-mount', `${data}:/data:ro`]
  const flags = name === 'cached' ? ['-cachedir', cachedir] : []
  return [main, 'run', ...flags, ...mount, wasm, ...args]
}

/**
 * @param {ArmChoice} arm
 * @param {string} program
 * @param {Host} host
 * @returns {{ seconds: number, printed: string } | { failed: string }}
 */
function runOnce(arm, program, { node, nodeArgs }) {
  const args = [...nodeArgs, '--import', path('elapsed.mjs'), ...command(arm, program)]
  const { discard, input } = given[program] ?? {}
  const pipe = (/** @type {boolean} */ isWanted) => (isWanted ? 'pipe' : 'ignore')
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = [pipe(input !== undefined), pipe(!discard), 'pipe', 'pipe']
  const options = { input, stdio, timeout: 120_000 }
  const { status, output, error } = spawnSync(node, args, { ...options, encoding: 'utf8' })
  if (status !== 0) return { failed: error?.message ?? output[2]?.split('\n')[0] ?? 'the process died' }
  return { seconds: Number(output[3]) / 1000, printed: output[1] ?? '' }
}

/** @param {string} name @param {readonly ArmChoice[]} arms @param {{ host: Host, rounds: number }} plan @returns {CaseRecord} */
export function runProgram(name, arms, { host, rounds }) {
  mkdirSync(cachedir, { recursive: true })
  /** @type {Record<string, Outcome>} */
  const outcomes = {}
  /** @type {Record<string, number[]>} */
  const samples = Object.fromEntries(arms.map(arm => [arm.name, []]))
  let expected = ''
  // The first round fills the cache and does not count.
  for (let round = -1; round < rounds; round++) {
    for (const arm of arms) {
      if (arm.name in outcomes) continue
      const result = runOnce(arm, name, host)
      if ('failed' in result) outcomes[arm.name] = result
      else {
        if (arm.name === 'native') expected = result.printed
        if (result.printed !== expected) outcomes[arm.name] = { failed: `wrong result: ${result.printed}` }
        if (round >= 0) samples[arm.name]?.push(result.seconds)
      }
    }
  }
  for (const { name: arm } of arms) outcomes[arm] ??= timing(samples[arm] ?? [], samples.native ?? [])
  return { group: 'programs', name, arms: outcomes }
}
