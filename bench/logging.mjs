// node bench/logging.mjs [--rounds N]
//
// What host logging costs where it is off: a guest that asks for the time in a loop, compiled without a word about
// logging, with logging of nothing, and with logging of what it does not call. The generated source of all three is
// the same, so what differs is noise; then, for comparison, with every call told to a listener, and logged. Each
// figure comes from processes of its own, in turns. Nanoseconds for a call: median and quartiles.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import wabt from 'wabt'

const source = `(module
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "run") (param $n i32)
    (loop $again
      (drop (call $time (i32.const 1) (i64.const 0) (i32.const 8)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))`

const write = () => undefined

/** @type {Record<string, object>} */
const arms = {
  'never mentioned': {},
  'no scope': { logging: { scopes: [], write } },
  'other scopes': { logging: { scopes: ['filesystem', 'random', 'sock'], write } },
  'a listener': { listen: (/** @type {{ imported: unknown }} */ { imported }) => imported && {} },
  'scope clock': { logging: { scopes: ['clock'], write } },
  'scope clock, JSON': { logging: { scopes: ['clock'], write, format: 'json' } },
}

/** Nanoseconds for a call. @param {string} arm */
async function time(arm) {
  const { compile, WebAssembly } = await import('../dist/src/index.js')
  const { wasi } = await import('../dist/imports/wasi/index.js')
  const binary = (await wabt()).parseWat('time.wat', source).toBinary({}).buffer
  const system = wasi()
  const instance = new WebAssembly.Instance(compile(binary, arms[arm]), { ...system.imports })
  system.attach(instance)
  const run = /** @type {(n: number) => void} */ (/** @type {unknown} */ (instance.exports.run))
  const calls = arm.startsWith('scope') ? 50_000 : 500_000
  run(calls)
  const start = performance.now()
  run(calls)
  return ((performance.now() - start) * 1e6) / calls
}

/** @param {readonly number[]} values @param {number} part */
const quantile = (values, part) => values[Math.round((values.length - 1) * part)] ?? NaN

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '9' } },
  allowPositionals: true,
})

const [only] = positionals
if (only !== undefined) console.log(await time(only))
else {
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(Object.keys(arms).map(arm => [arm, []]))
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [arm, found] of Object.entries(times)) {
      const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), arm], {
        encoding: 'utf8',
      })
      found.push(Number(stdout))
    }
  for (const [arm, found] of Object.entries(times)) {
    found.sort((a, b) => a - b)
    const [low, middle, high] = [0.25, 0.5, 0.75].map(part => quantile(found, part).toFixed(0))
    console.log(`${arm.padEnd(18)} ${middle} ns  [${low}-${high}]`)
  }
}
