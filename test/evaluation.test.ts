// Where no text may be evaluated: a process of its own, by V8's flag, in which everything that crosses between
// wasm and JavaScript crosses without. What it prints is what the host's WebAssembly prints there, but for one
// warning.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './sources.js'
import { assemble } from './wat.js'

/** A plug-in that imports everything, calls back, traps in several ways, and grows. */
const plugin = await assemble(`(module
  (import "host" "memory" (memory 1 3))
  (import "host" "table" (table 4 funcref))
  (import "host" "wide" (global $wide (mut i64)))
  (import "host" "mix" (func $mix (param i32 i64 f32 f64 externref) (result i64 f64)))
  (import "host" "back" (func $back (param i32) (result i32)))
  (global $count (export "count") (mut i32) (i32.const 0))
  (global $own (mut f64) (f64.const 0.5))
  (type $unary (func (param i32) (result i32)))
  (elem (i32.const 1) $fac $countdown)
  (data (i32.const 8) "text in memory")
  (func $fac (export "fac") (param i32) (result i32)
    (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
      (then (i32.const 1))
      (else (i32.mul (local.get 0) (call $fac (i32.sub (local.get 0) (i32.const 1)))))))
  (func $countdown (export "countdown") (param i32) (result i32)
    (loop
      (global.set $count (i32.add (global.get $count) (i32.const 1)))
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (global.get $count))
  (func (export "mixed") (param i32 i64 f32 f64 externref) (result i64 f64)
    (call $mix (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)))
  (func (export "widen") (param i64) (result i64)
    (global.set $wide (i64.mul (global.get $wide) (local.get 0)))
    (global.get $wide))
  (func (export "own") (result f64)
    (global.set $own (f64.mul (global.get $own) (f64.const 3)))
    (global.get $own))
  (func (export "through") (param i32 i32) (result i32)
    (call_indirect (type $unary) (local.get 1) (local.get 0)))
  (func (export "back") (param i32) (result i32) (call $back (local.get 0)))
  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func $deep (export "deep") (result i32) (i32.add (call $deep) (i32.const 1))))`)

/** Uses the plug-in as an embedder would, and prints all that can be seen. */
const use = `
const bytes = readFileSync(new URL('plugin.wasm', import.meta.url))
const memory = new WebAssembly.Memory({ initial: 1, maximum: 3 })
const table = new WebAssembly.Table({ initial: 4, element: 'anyfunc' })
const wide = new WebAssembly.Global({ value: 'i64', mutable: true }, 3n)
const seen = []
const { instance } = await WebAssembly.instantiate(bytes, {
  host: {
    memory, table, wide,
    mix: (...values) => { seen.push(values.map(String)); return [values[1] * 2n, values[3] / 3] },
    back: n => (n > 0 ? instance.exports.back(n - 1) + 1 : Number(wide.value % 100n)),
  },
})
const { exports } = instance
table.set(3, exports.fac)
const attempt = run => {
  try { return String(run()) } catch (error) { return error.constructor.name + (error.message.length > 0 ? '' : ' without a word') }
}
const lines = [
  () => exports.fac(10), () => exports.countdown(100000), () => exports.count.value,
  () => exports.mixed(-1, 2n ** 62n, 0.1, 1e300, { toString: () => 'object' }), () => seen.join(),
  () => exports.mixed(1, 2, 3, 4, 5),
  () => exports.widen(-7n), () => wide.value, () => [exports.own(), exports.own()],
  () => exports.through(1, 5), () => exports.through(2, 3), () => exports.through(3, 6),
  () => exports.through(0, 1) , () => exports.through(9, 1), () => table.get(1) === exports.fac,
  () => exports.back(40), () => exports.divide(1, 0), () => exports.divide(-(2 ** 31), -1),
  () => exports.load(8), () => exports.load(65533), () => [exports.grow(1), exports.grow(5), exports.load(65533)],
  () => { try { exports.deep() } catch (error) { return error instanceof RangeError } },
  () => exports.fac(12), () => exports.fac.length, () => exports.fac.name,
]
for (const line of lines) console.log(attempt(line))
`

/** Both run to the end, with the same flag; returns what was printed and warned. */
function outcome(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  try {
    writeFileSync(join(folder, 'plugin.wasm'), plugin)
    const script = join(folder, 'use.mjs')
    writeFileSync(script, `import { readFileSync } from 'node:fs'\n${source}\n${use}`)
    const flag = '--disallow-code-generation-from-strings'
    return spawnSync(process.execPath, [flag, script], { cwd: root, encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const ours = `import { WebAssembly } from '${root}dist/src/index.js'`

test('a plug-in is as with the host, and one warning says that it is interpreted', () => {
  const expected = outcome('')
  const found = outcome(`${ours}\nnew WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))`)
  expect(expected.status).toBe(0)
  expect(expected.stdout.split('\n').length).toBeGreaterThan(20)
  expect(found.stdout).toBe(expected.stdout)
  expect(found.stderr).toMatch(/^jitsam: .* interpreted.*\n$/)
  expect(expected.stderr).toBe('')
})

test('nothing is warned of where nothing is compiled, nor where text may be evaluated', () => {
  const flag = '--disallow-code-generation-from-strings'
  const empty = '(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])), 1)'
  const run = (...flags: readonly string[]) =>
    spawnSync(process.execPath, [...flags], { cwd: root, encoding: 'utf8' }).stderr
  expect(run(flag, '--input-type=module', '-e', ours)).toBe('')
  expect(run('--input-type=module', '-e', `${ours}\n${empty}`)).toBe('')
})
