// node bench/shells.mjs [PLACE…]
//
// The kernels in engines without a compiler, jitsam and polywasm in turns in one process, and where no text may be
// evaluated, where jitsam interprets: the least of several times of each. A kernel has a part of its usual size. A
// result of polywasm that is not that of native WebAssembly is marked with `!`. The places are those of the tests
// (test/engines), which `npm run engines` fetches.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { root } from './lib/arms.mjs'
import { geomean } from './lib/statistics.mjs'
import { kernelGroups, namesOf, subjectOf } from './lib/subjects.mjs'

/** Parts of the usual size, of which one is taken that native WebAssembly is busy with for so many milliseconds. */
const parts = [64, 32, 16, 8, 4, 2, 1]
const busy = 0.3

const hermes = join(
  root,
  'node_modules/.cache/jitsam-engines/node_modules/hermes-engine-cli/linux64-bin/hermes',
)

/** polywasm cannot even be loaded where no text may be evaluated. @type {Record<string, { command: readonly string[], lowered?: true, alone?: true }>} */
const places = {
  jitless: { command: [process.execPath, '--jitless'] },
  'no-eval': { command: [process.execPath, '--disallow-code-generation-from-strings'], alone: true },
  quickjs: { command: [process.execPath, join(root, 'test/engines/quickjs.mjs')] },
  hermes: { command: [hermes, '-O', '-w'], lowered: true },
}

/** Runs in the place: an arm after the other, in rounds, until there is no time left, and once at least. */
const driver = `
const show = typeof console === 'object' && console.log ? text => console.log(text) : text => print(text)
const now = () => (typeof performance === 'object' ? performance.now() : Date.now())
const attempt = make => { try { return make() } catch (error) { return String(error) } }
for (const { name, bytes, size } of kernels) {
  const end = now() + 1500
  const arms = engines.map(([arm, engine]) => attempt(() => {
    const { run } = new engine.Instance(new engine.Module(bytes)).exports
    const start = now()
    const result = String(run(size))
    return { arm, run, result, least: now() - start }
  }))
  const ready = arms.filter(arm => typeof arm === 'object')
  for (let round = 0; round < 20 && now() < end; round++)
    for (const arm of ready) {
      const start = now()
      arm.run(size)
      arm.least = Math.min(arm.least, now() - start)
    }
  show(JSON.stringify({ name, arms: arms.map(arm => arm.least === undefined ? { failed: arm } : arm) }))
}
`

/** @param {string} text */
function lowered(text) {
  const require = createRequire(createRequire(import.meta.url).resolve('@arethetypeswrong/core'))
  return require('typescript').transpile(text, {
    target: 1,
    downlevelIteration: true,
    ignoreDeprecations: '6.0',
  })
}

/** @param {() => void} run */
function elapsed(run) {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** What native WebAssembly gives, and the kernel as text. */
async function kernelsOf() {
  const found = []
  for (const group of kernelGroups)
    for (const name of namesOf(group)) {
      const { bytes } = await subjectOf(group, name)
      const { run, size } = /** @type {any} */ (
        new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
      )
      run(Math.ceil(size.value / 2))
      const sizes = parts.map(part => Math.max(1, Math.floor(size.value / part)))
      const less = sizes.find(size => elapsed(() => run(size)) > busy) ?? size.value
      const fresh = /** @type {any} */ (new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports)
      found.push({ name, bytes: [...bytes], size: less, expected: String(fresh.run(less)) })
    }
  return found
}

const folder = mkdtempSync(join(tmpdir(), 'jitsam-shells-'))
const kernels = await kernelsOf()

const peer = `import { WebAssembly as peer } from '${root}node_modules/polywasm/index.js'
engines.push(['polywasm', peer])`

/** The script for a place. @param {typeof places[string]} place */
async function scriptFor({ lowered: isOld, alone }) {
  const literals = kernels.map(
    ({ name, bytes, size }) => `{ name: '${name}', size: ${size}, bytes: Uint8Array.of(${bytes}) }`,
  )
  const module = join(folder, 'kernels.mjs')
  writeFileSync(
    module,
    `import { WebAssembly as ours } from '${root}dist/package/esm/index.js'
    const engines = [['jitsam', ours]]
    ${alone ? '' : peer}
    const kernels = [${literals}]
    ${driver}`,
  )
  const bundle = await rolldown({ input: module, platform: 'neutral', logLevel: 'silent' })
  const { output } = await bundle.generate({ format: 'iife' })
  await bundle.close()
  const script = join(folder, 'kernels.js')
  writeFileSync(script, isOld ? lowered(output[0].code) : output[0].code)
  return script
}

const named = process.argv.slice(2)
for (const place of named.length > 0 ? named : Object.keys(places)) {
  const chosen = /** @type {typeof places[string]} */ (places[place])
  const { command } = chosen
  if (!existsSync(/** @type {string} */ (command[0]))) {
    console.log(`${place}: not on this machine`)
    continue
  }
  const script = await scriptFor(chosen)
  const { stdout, stderr } = spawnSync(/** @type {string} */ (command[0]), [...command.slice(1), script], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    timeout: 400_000,
  })
  const records = stdout.split('\n').flatMap(line => (line.startsWith('{') ? [JSON.parse(line)] : []))
  console.log(`\n${place}: milliseconds of jitsam, of polywasm, and their ratio`)
  const ratios = []
  const times = []
  for (const { name, arms } of records) {
    const { expected } = /** @type {typeof kernels[number]} */ (kernels.find(kernel => kernel.name === name))
    const shown = arms.map((/** @type {any} */ arm) =>
      arm.failed === undefined ? `${arm.least.toFixed(1)}${arm.result === expected ? '' : '!'}` : 'fails',
    )
    const [ours, peer] = arms
    const isMeasured = ours.least > 0 && peer?.least > 0
    if (ours.least > 0) times.push(ours.least)
    if (isMeasured) ratios.push(ours.least / peer.least)
    console.log(
      name.padEnd(16),
      ...shown.map((/** @type {string} */ text) => text.padStart(9)),
      isMeasured ? (ours.least / peer.least).toFixed(2) : '',
    )
  }
  if (ratios.length > 0)
    console.log(`geometric mean of ${ratios.length} ratios: ${geomean(ratios).toFixed(2)}`)
  if (times.length > 0) console.log(`geometric mean of jitsam's times: ${geomean(times).toFixed(2)} ms`)
  if (stderr !== '' && !/expose_wasm|interpreted/.test(stderr)) console.error(stderr.slice(0, 1000))
}
rmSync(folder, { recursive: true })
