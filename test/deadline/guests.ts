// The guests of `kinds` within this process: each is given what it imports, and is run until it ends.
import { readFileSync } from 'node:fs'
import { assemblyscript } from '#imports/assemblyscript/index.js'
import { emscripten } from '#imports/emscripten/index.js'
import { type Directory, memory } from '#imports/fs/index.js'
import { go } from '#imports/go/index.js'
import { importObject } from '#imports/object.js'
import { wasi } from '#imports/wasi/index.js'
import type { WebAssembly } from '#src/index.js'
import { programs } from '#src/instance/registry.js'
import { readImports } from '#src/namespace/imports.js'
import { instantiate } from '#src/namespace/instance.js'
import { root } from '../sources.js'
import { assemble } from '../wat.js'
import type { Kind } from './kinds.js'

type Instance = InstanceType<typeof WebAssembly.Instance>

/** The deadline as the functions of the host, and whoever runs the guest, see it. */
export interface Limit {
  /** Called when everything is there but the start function. */
  begin(): void
  check(): void
}

interface Surroundings {
  readonly check: () => void
  readonly args: readonly string[]
  readonly preopens: Readonly<Record<string, Directory>>
  readonly stdout: (bytes: Uint8Array) => number
}

/** The guest's module is instantiated and run; what it ends with is thrown. */
type Run = (module: object, surroundings: Surroundings, begin: () => void) => unknown

/** An instance whose start function runs within its time. */
const start = (module: object, imports: object, begin: () => void): Instance =>
  instantiate(programs.behind(module), readImports(programs.behind(module), importObject(imports as never)), {
    ready: begin,
  }) as Instance

type Callback = (value: number) => void

function runText(module: object, surroundings: Surroundings, begin: () => void): unknown {
  let callback: Callback = () => {}
  const host = {
    nothing: () => undefined,
    back: (value: number) => callback(value),
    try(value: number) {
      try {
        callback(value)
      } catch {
        // Whatever it is.
      }
    },
  }
  const system = wasi(surroundings)
  const instance = start(module, { ...system.imports, host }, begin)
  system.attach(instance)
  const exports = instance.exports as unknown as { callback: Callback; run(): unknown }
  callback = value => exports.callback(value)
  return exports.run()
}

const runs: Readonly<Record<string, Run>> = {
  c(module, surroundings, begin) {
    const system = wasi(surroundings)
    return system.start(start(module, system.imports, begin))
  },
  emscripten(module, surroundings, begin) {
    const program = emscripten(module as never, surroundings)
    return program.start(start(module, program.imports, begin))
  },
  assemblyscript(module, surroundings, begin) {
    const program = assemblyscript(surroundings)
    const instance = start(module, program.imports, begin)
    program.attach(instance)
    return (instance.exports as unknown as Record<string, () => void>)[surroundings.args[1]!]!()
  },
  go(module, surroundings, begin) {
    const program = go({ ...surroundings, global: 'closed' })
    return program.run(start(module, program.imports, begin))
  },
}

export interface Guest {
  readonly bytes: Uint8Array
  run(module: object, limit: Limit): unknown
}

function files(): Directory {
  const directory = memory({ file: '', large: new Uint8Array(1 << 20), dir: {} })
  const inner = directory.enter('dir')
  for (let i = 0; i < 1000; i++) inner.open(`entry${i}`, { create: true, write: true }).close()
  return directory
}

export async function guestOf({ wat, bytes: write, program, argument }: Kind): Promise<Guest> {
  const args = ['endless', ...(argument === undefined ? [] : [argument])]
  const stdout = (bytes: Uint8Array) => bytes.length
  const run = program === undefined ? runText : runs[program.slice(0, program.indexOf('/'))]!
  const file = program && `${root}test/fixtures/endless/${program}.wasm`
  return {
    bytes: file ? readFileSync(file) : (write?.() ?? (await assemble(`(module ${wat})`))),
    run: (module, limit) => {
      const preopens = { '/': files() }
      return run(module, { args, preopens, stdout, check: () => limit.check() }, () => limit.begin())
    },
  }
}
