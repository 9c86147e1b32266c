// npm run differential [-- --count 2000] [--seed 1] [--only NUMBER]
//
// Modules made from a seed run on the host's own WebAssembly and on ours, and must do the same. What does not is
// reduced and shown, with the command that shows it again; the exit code is then 1.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Case, check, makeCase, reduceCase } from './cases.js'
import type { Mismatch } from './compare.js'
import { dump } from './dump.js'
import { openWasmOpt, type WasmOpt } from './wasm-opt.js'

const folder = fileURLToPath(new URL('../../../node_modules/.cache/jitsam-differential/', import.meta.url))

/** So many mismatches are enough to work on. */
const enough = 5
const reducing = 30_000

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})

const seed = Number(values.seed)
const first = values.only === undefined ? 0 : Number(values.only)
const end = values.only === undefined ? Number(values.count) : first + 1

const indented = (text: string) => text.replace(/^/gm, '    ')

function keep(name: string, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

function show(given: Case, mismatch: Mismatch): void {
  const { index, maker, bytes } = given
  console.log(`\nmodule ${index} of seed ${seed}, made by ${maker}: ${mismatch.engine} differs`)
  console.log(`  call:   ${mismatch.step}`)
  console.log(`  native: ${mismatch.expected}`)
  console.log(`  jitsam: ${mismatch.actual}`)
  const reduced = reduceCase(given, mismatch, reducing)
  keep(`${seed}-${index}.wasm`, bytes)
  const path = keep(`${seed}-${index}-reduced.wasm`, reduced)
  console.log(`  reduced from ${bytes.length} to ${reduced.length} bytes, ${path}:`)
  console.log(indented(dump(reduced)))
  console.log(`  again: npm run differential -- --seed ${seed} --only ${index}`)
}

async function run(wasmOpt: WasmOpt): Promise<void> {
  const started = performance.now()
  let [modules, calls, traps, overflows, differing] = [0, 0, 0, 0, 0]
  for (let index = first; index < end && differing < enough; index++) {
    const given = await makeCase(wasmOpt, seed, index)
    const comparison = check(given)
    modules++
    calls += comparison.calls
    traps += comparison.traps
    overflows += Number(comparison.overflowed)
    if (comparison.mismatch === undefined) continue
    differing++
    show(given, comparison.mismatch)
    process.exitCode = 1
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`${modules} modules of seed ${seed}, ${calls} calls of which ${traps} trapped, ${seconds} s`)
  console.log(`${overflows} ended early because the stack overflowed`)
  console.log(differing === 0 ? 'all did the same as native' : `${differing} differ`)
}

const wasmOpt = openWasmOpt()
try {
  await run(wasmOpt)
} finally {
  wasmOpt.close()
}
