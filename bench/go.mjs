// node bench/go.mjs [--rounds N] [--calls N]
//
// Programs of Go, in three ways: the toolchain's own host on native WebAssembly, our imports on native WebAssembly,
// and our imports on jitsam. `hello` is the time from the bytes to the exit of a program that prints a line; `calls`
// that of a million calls of syscall/js in a program that is warm. Each figure comes from processes of its own, in
// turns, and is processor time, which other programs on the machine hardly disturb. Median and quartiles, and how
// often the first way would fit in. The first needs Debian's Go 1.19.

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { go } from '../dist/imports/go/index.js'
import { WebAssembly as jitsam } from '../dist/src/index.js'

const file = new URL('../test/fixtures/go/program.wasm', import.meta.url)
const host = '/usr/share/go-1.19/misc/wasm/wasm_exec.js'

/** @typedef {{ importObject: object, argv: string[], exit: () => void, run(instance: object): Promise<void> }} OwnHost */
/** @typedef {{ Module: new (bytes: Uint8Array) => object, Instance: new (module: object, imports: object) => any }} Engine */

const native = /** @type {Engine} */ (Reflect.get(globalThis, 'WebAssembly'))

const quiet = () => undefined

/** The toolchain's own host, which wants Node's modules as globals; what is printed goes nowhere. */
function ownHost() {
  const require = createRequire(import.meta.url)
  const fs = require('node:fs')
  const write = (/** @type {unknown[]} */ ...[, bytes, , , , done]) =>
    /** @type {Function} */ (done)(null, /** @type {Uint8Array} */ (bytes).length)
  Object.assign(globalThis, { fs: { ...fs, write, writeSync: quiet }, require })
  require(host)
  return /** @type {new () => OwnHost} */ (Reflect.get(globalThis, 'Go'))
}

/** @type {Record<string, () => { engine: Engine, start: (args: string[]) => { imports: object, run(instance: object): Promise<unknown> } }>} */
const arms = {
  'native, wasm_exec': () => {
    const Go = ownHost()
    return {
      engine: native,
      start(argv) {
        const program = Object.assign(new Go(), { argv, exit: quiet })
        return { imports: program.importObject, run: instance => program.run(instance) }
      },
    }
  },
  'native, our imports': () => ({ engine: native, start: ours }),
  jitsam: () => ({ engine: /** @type {any} */ (jitsam), start: ours }),
}

/** @param {string[]} args */
function ours(args) {
  return go({ args, stdout: quiet, stderr: quiet, global: 'closed' })
}

/** Milliseconds of processor time. */
function spent() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** @param {string} arm @param {string[]} args @param {number} warm how often it runs before */
async function time(arm, args, warm) {
  const { engine, start } = /** @type {NonNullable<typeof arms[string]>} */ (arms[arm])()
  let module
  let from = spent()
  for (let i = 0; i <= warm; i++) {
    if (i > 0) from = spent()
    module ??= new engine.Module(readFileSync(file))
    const { imports, run } = start(['program', ...args])
    await run(new engine.Instance(module, imports))
  }
  return spent() - from
}

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, calls: { type: 'string', default: '1000000' } },
  allowPositionals: true,
})

/** @type {Record<string, { args: string[], warm: number }>} */
const cases = { hello: { args: ['hello'], warm: 0 }, calls: { args: ['calls', values.calls], warm: 1 } }

/** @param {number[]} all @param {number} part */
const quantile = (all, part) => all[Math.round((all.length - 1) * part)] ?? Number.NaN

const [arm, name] = positionals
if (arm !== undefined && name !== undefined) {
  const { args, warm } = /** @type {{ args: string[], warm: number }} */ (cases[name])
  console.log(await time(arm, args, warm))
  process.exit()
}

const names = Object.keys(arms).filter(name => name !== 'native, wasm_exec' || existsSync(host))
for (const name of Object.keys(cases)) {
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(names.map(arm => [arm, []]))
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [arm, found] of Object.entries(times)) {
      const flags = [fileURLToPath(import.meta.url), '--calls', values.calls]
      const { stdout, stderr } = spawnSync(process.execPath, [...flags, arm, name], { encoding: 'utf8' })
      if (stdout === '') throw new Error(stderr)
      found.push(Number(stdout))
    }
  const base = quantile(times[names[0] ?? '']?.sort((a, b) => a - b) ?? [], 0.5)
  for (const [arm, found] of Object.entries(times)) {
    found.sort((a, b) => a - b)
    const [low, middle, high] = [0.25, 0.5, 0.75].map(part => quantile(found, part))
    const times = `${middle?.toFixed(0)} ms  [${low?.toFixed(0)}-${high?.toFixed(0)}]`
    console.log(
      `${name.padEnd(6)} ${arm.padEnd(20)} ${times.padEnd(24)} ${((middle ?? 0) / base).toFixed(2)}`,
    )
  }
}
