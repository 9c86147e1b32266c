// Real programs from npm. They are installed into a cache when first wanted, in the versions that the cases name; then each
// cell of the table is a process of its own, the engines taking turns, and the fastest start and the median of the rest are reported.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages } from './arms.mjs'
import { runScript } from './processes.mjs'
import { median } from './statistics.mjs'
import { scriptsOf } from './subjects.mjs'

/**
 * @typedef {import('./cell.mjs').Cell} Cell
 * @typedef {import('./stages.mjs').Pipeline} Pipeline
 * @typedef {import('./arms.mjs').ArmChoice} ArmChoice
 * @typedef {import('./processes.mjs').Host} Host
 * @typedef {{ host: Host, seconds: number, rounds: number }} CellPlan
 * @typedef {{ group: string, name: string, cells: Record<string, Cell | { failed: string }> }} PackageRecord
 */

/** Whether a case is a script that needs packages. @param {string} group @param {string} name */
export async function namesPackages(group, name) {
  const script = scriptsOf(group).find(file => file.endsWith(`/${name}.mjs`))
  return script !== undefined && 'dependencies' in (await import(script))
}

/** Installs what the cases need, unless it is there. */
export async function install() {
  const cases = await Promise.all(
    ['packages', 'pipeline', 'short'].flatMap(group => scriptsOf(group).map(file => import(file))),
  )
  const dependencies = Object.assign({}, ...cases.map(({ dependencies }) => dependencies))
  const wanted = JSON.stringify({ name: 'bench-packages', private: true, dependencies }, null, 2)
  const stamp = join(packages, 'installed.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('installing the packages')
  mkdirSync(packages, { recursive: true })
  writeFileSync(join(packages, 'package.json'), wanted)
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', ...flags], { cwd: packages, stdio: 'inherit' })
  writeFileSync(stamp, wanted)
}

/** The fastest start, the median of the rest. @param {readonly Cell[]} cells @returns {Cell} */
function summary(cells) {
  const all = (/** @type {'init' | 'first' | 'steady' | 'peak' | 'runs'} */ key) =>
    cells.map(cell => cell[key])
  return {
    init: Math.min(...all('init')),
    first: Math.min(...all('first')),
    steady: median(all('steady')),
    peak: median(all('peak')),
    runs: median(all('runs')),
    result: cells[0]?.result ?? '',
  }
}

/**
 * Cells of one case: the arms take turns, a process each time. An arm that fails once, or whose result is not the native
 * one, is out.
 * @template {{ result: string }} T
 * @param {readonly ArmChoice[]} arms
 * @param {number} rounds
 * @param {(arm: ArmChoice) => T | { failed: string }} run
 * @param {(cells: readonly T[]) => T} summarize
 * @returns {Record<string, T | { failed: string }>}
 */
export function takeTurns(arms, rounds, run, summarize) {
  /** @type {Record<string, T[]>} */
  const found = {}
  /** @type {Record<string, T | { failed: string }>} */
  const cells = {}
  for (let round = 0; round < rounds; round++) {
    for (const arm of arms) {
      if (arm.name in cells) continue
      const cell = run(arm)
      if ('failed' in cell) cells[arm.name] = cell
      else if (cell.result !== (found.native?.[0] ?? cell).result)
        cells[arm.name] = { failed: 'wrong result' }
      else (found[arm.name] ??= []).push(cell)
    }
  }
  for (const [arm, all] of Object.entries(found)) cells[arm] ??= summarize(all)
  return cells
}

/** @param {string} name @param {readonly ArmChoice[]} arms @param {CellPlan} plan @returns {PackageRecord} */
export function runPackage(name, arms, { host, seconds, rounds }) {
  /** @param {ArmChoice} arm @returns {Cell | { failed: string }} */
  const run = arm => runScript('cell.mjs', { name, arm, seconds }, host)
  return { group: 'packages', name, cells: takeTurns(arms, rounds, run, summary) }
}
