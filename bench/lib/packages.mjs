// Real programs from npm. They are installed into a cache when first wanted, in the versions that the cases name; then each
// cell of the table is a process of its own, the engines taking turns, and the fastest start and the median of the rest are reported.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages } from './arms.mjs'
import { runScript } from './processes.mjs'
import { median } from './statistics.mjs'
import { namesOf } from './subjects.mjs'

/**
 * @typedef {import('./cell.mjs').Cell} Cell
 * @typedef {import('./stages.mjs').Pipeline} Pipeline
 * @typedef {import('./arms.mjs').ArmChoice} ArmChoice
 * @typedef {import('./processes.mjs').Host} Host
 * @typedef {{ host: Host, seconds: number, rounds: number }} CellPlan
 * @typedef {{ group: string, name: string, cells: Record<string, Cell | { failed: string }> }} PackageRecord
 */

/** Installs what the cases need, unless it is there. */
export async function install() {
  const files = ['packages', 'pipeline'].flatMap(group =>
    namesOf(group).map(name => `../${group}/${name}.mjs`),
  )
  const cases = await Promise.all(files.map(file => import(file)))
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

/** @param {string} name @param {readonly ArmChoice[]} arms @param {CellPlan} plan @returns {PackageRecord} */
export function runPackage(name, arms, { host, seconds, rounds }) {
  /** @type {Record<string, Cell[]>} */
  const found = {}
  /** @type {PackageRecord['cells']} */
  const cells = {}
  for (let round = 0; round < rounds; round++) {
    for (const arm of arms) {
      if (arm.name in cells) continue
      /** @type {Cell | { failed: string }} */
      const cell = runScript('cell.mjs', { name, arm, seconds }, host)
      if ('failed' in cell) cells[arm.name] = cell
      else if (cell.result !== (found.native?.[0] ?? cell).result)
        cells[arm.name] = { failed: 'wrong result' }
      else (found[arm.name] ??= []).push(cell)
    }
  }
  for (const [arm, all] of Object.entries(found)) cells[arm] ??= summary(all)
  return { group: 'packages', name, cells }
}
