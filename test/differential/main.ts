// npm run differential [-- --count 2000] [--seed 1] [--only NUMBER] [--maker binaryen|ours] [--about FAMILY]… [--every-tier]
//
// Modules made from a seed, a new one each time if none is given, run on the host's own WebAssembly and on ours, and must
// do the same. What does not is reduced and shown, with the command that shows it again; the exit code is then 1.
// Translation is checked behind every stage. Interrupted, it says what there has been until then.
import { randomInt } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { verifyStages } from '#codegen/ir/verify.js'
import { everyDraw } from './any-engine.js'
import { type Case, type Choice, check, type Means, makeCase, type Outcome, reduceCase } from './cases.js'
import { dump } from './dump.js'
import { emphasisNames, isEmphasis } from './generate/emphases/index.js'
import { openJitless } from './jitless.js'
import { openWasmOpt, type WasmOpt } from './wasm-opt.js'

const folder = fileURLToPath(new URL('../../../node_modules/.cache/jitsam-differential/', import.meta.url))

/** So many mismatches are enough to work on. */
const enough = 5
const reducing = 30_000

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    maker: { type: 'string' },
    about: { type: 'string', multiple: true },
    'every-tier': { type: 'boolean', default: false },
    /** Also modules behind the fifth that differs; nothing is reduced. */
    all: { type: 'boolean', default: false },
    /** Without the checks behind every stage, to see what comes of a fault. */
    unverified: { type: 'boolean', default: false },
  },
})

const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
const first = values.only === undefined ? 0 : Number(values.only)
const end = values.only === undefined ? Number(values.count) : first + 1

function refuse(text: string): never {
  console.error(text)
  process.exit(2)
}

function choice(): Choice {
  const { maker, about } = values
  if (maker !== undefined && maker !== 'binaryen' && maker !== 'ours')
    refuse(`--maker is binaryen or ours, not ${maker}`)
  for (const name of about ?? [])
    if (!isEmphasis(name)) refuse(`--about is one of: ${emphasisNames.join(', ')}; not ${name}`)
  return {
    seed,
    maker: maker === 'ours' ? 'our generator' : maker,
    about: about?.filter(isEmphasis),
  }
}

/** The options that decide what a number stands for. */
const deciding = [
  ...(values.maker === undefined ? [] : ['--maker', values.maker]),
  ...(values.about ?? []).flatMap(name => ['--about', `'${name}'`]),
  ...(values['every-tier'] ? ['--every-tier'] : []),
]

const again = (index: number): string =>
  ['npm run differential --', `--seed ${seed} --only ${index}`, ...deciding].join(' ')

const indented = (text: string) => text.replace(/^/gm, '    ')

function keep(name: string, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

async function show(given: Case, outcome: Outcome, means: Means): Promise<void> {
  const { index, maker, bytes } = given
  const { engine, step, expected, actual } = outcome.mismatch!
  console.log(`\nmodule ${index} of seed ${seed}, made by ${maker}: ${engine} differs`)
  console.log(`  call:   ${step}`)
  console.log(`  native: ${expected}`)
  console.log(`  jitsam: ${actual}`)
  console.log(`  again:  ${again(index)}`)
  keep(`${seed}-${index}.wasm`, bytes)
  if (values.all) return
  const reduced = await reduceCase(given, outcome, { ...means, milliseconds: reducing })
  const path = keep(`${seed}-${index}-reduced.wasm`, reduced)
  console.log(`  reduced from ${bytes.length} to ${reduced.length} bytes, ${path}:`)
  console.log(indented(dump(reduced)))
}

let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    interrupted = true
  })

async function run(wasmOpt: WasmOpt, means: Means): Promise<void> {
  const chosen = choice()
  console.log(`seed ${seed}`)
  const started = performance.now()
  let [modules, calls, traps, overflows, differing] = [0, 0, 0, 0, 0]
  for (let index = first; index < end && !interrupted && (values.all || differing < enough); index++) {
    const made = await makeCase(wasmOpt, chosen, index)
    const given = values['every-tier'] ? { ...made, draws: everyDraw } : made
    const outcome = await check(given, means)
    modules++
    calls += outcome.calls
    traps += outcome.traps
    overflows += Number(outcome.overflowed)
    if (outcome.mismatch === undefined) continue
    differing++
    await show(given, outcome, means)
    process.exitCode = 1
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`${modules} modules of seed ${seed}, ${calls} calls of which ${traps} trapped, ${seconds} s`)
  console.log(`${overflows} ended early because the stack overflowed`)
  console.log(differing === 0 ? 'all did the same as native' : `${differing} differ`)
}

if (!values.unverified) verifyStages()
const wasmOpt = openWasmOpt()
const jitless = openJitless(values.unverified ? 'unverified' : 'verified')
try {
  await run(wasmOpt, { jitless })
} finally {
  wasmOpt.close()
  jitless.close()
}
