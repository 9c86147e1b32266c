// The class of `node:wasi`, over the host functions and the file systems of this package: for programs of
// Node, whatever engine their instances are of. Node's own class takes only memories of V8's.
//
//   const wasi = new WASI({ version: 'preview1', args: ['app'], preopens: { '/': 'data' } })
//   const instance = await WebAssembly.instantiate(module, wasi.getImportObject())
//   const exitCode = wasi.start(instance)
//
// It is lenient where Node is: what a guest has open stays so after `start`, since functions of the guest may
// be called then, and is closed when nothing holds the imports any more.

import { exitCode, type GuestInstance } from '../../imports/exit.js'
import { hostFolder } from '../../imports/fs/node/index.js'
import { standard } from '../../imports/fs/node/standard.js'
import type { ImportedFunction } from '../../imports/host.js'
import { memoryOf } from '../../imports/inside.js'
import { importsOf } from '../../imports/wasi/index.js'
import { System } from '../../imports/wasi/system.js'
import * as check from './arguments.js'

/** What `node:wasi` takes. */
export interface WASIOptions {
  /** Which WASI: the names of the module that a guest imports are another. */
  readonly version: 'unstable' | 'preview1'
  /** The first is the name of the program. */
  readonly args?: readonly string[] | undefined
  readonly env?: object | undefined
  /** Folders of the host, by the paths under which the guest sees them. */
  readonly preopens?: Readonly<Record<string, string>> | undefined
  /** Whether `start` returns when the guest exits, which is so if nothing is said; else the process ends. */
  readonly returnOnExit?: boolean | undefined
  /** Numbers of what the process has open; 0, 1 and 2 if nothing is said. */
  readonly stdin?: number | undefined
  readonly stdout?: number | undefined
  readonly stderr?: number | undefined
}

const modules = { unstable: 'wasi_unstable', preview1: 'wasi_snapshot_preview1' } as const

type ModuleName = (typeof modules)[keyof typeof modules]

function moduleOf({ version }: check.Record): ModuleName {
  if (typeof version !== 'string') throw check.wrongType('options.version', 'of type string', version)
  if (!Object.hasOwn(modules, version))
    throw check.wrongValue('options.version', 'unsupported WASI version', version)
  return modules[version as keyof typeof modules]
}

/** Variables as a guest can have them: Windows has some whose names begin with `=`. */
const variables = (env: unknown): Record<string, string> =>
  Object.fromEntries(
    check
      .members('options.env', env)
      .filter(([key, value]) => value !== undefined && key !== '' && !key.includes('='))
      .map(([key, value]) => [key, String(value)]),
  )

function systemOf(options: check.Record): System {
  const { stdin = 0, stdout = 1, stderr = 2 } = options
  const folders = check.members('options.preopens', options.preopens)
  return new System({
    args: check.texts('options.args', options.args),
    env: variables(options.env),
    preopens: Object.fromEntries(folders.map(([name, path]) => [name, hostFolder(String(path))])),
    stdin: standard(check.descriptor('options.stdin', stdin), { way: 'read' }),
    stdout: standard(check.descriptor('options.stdout', stdout), { way: 'write' }),
    stderr: standard(check.descriptor('options.stderr', stderr), { way: 'write' }),
  })
}

/** Closes what was open for imports that nothing holds any more. */
const forgotten = new FinalizationRegistry<System['files']>(files => files.closeAll())

/** A guest of WASI preview 1, with the surface of `node:wasi`. */
export class WASI {
  /** The functions that a guest imports. */
  readonly wasiImport: Record<string, ImportedFunction>
  readonly #module: ModuleName
  readonly #system: System
  #started = false

  constructor(options: WASIOptions) {
    const given = check.object('options', options === undefined ? {} : options)
    this.#module = moduleOf(given)
    const { returnOnExit = true } = given
    const returns = check.truth('options.returnOnExit', returnOnExit)
    this.#system = systemOf(given)
    forgotten.register(this.#system, this.#system.files)
    this.wasiImport = { ...importsOf(this.#system)[this.#module] }
    if (!returns) this.wasiImport.proc_exit = code => process.exit(Number(code))
  }

  /** The import object of the guest. */
  getImportObject(): Record<string, Record<string, ImportedFunction>> {
    return { [this.#module]: this.wasiImport }
  }

  /** Makes the guest's memory known; `start` and `initialize` do so themselves. */
  finalizeBindings(instance: object, { memory }: { readonly memory?: object } = {}): void {
    if (this.#started) throw check.alreadyStarted()
    const exports = check.object('instance.exports', check.object('instance', instance).exports)
    // An instance of ours shows a memory that is not exported as well, and must be the object itself.
    const shown = memory === undefined ? (instance as GuestInstance) : { exports: { ...exports, memory } }
    this.#system.guest.attach(memoryOf(shown))
    this.#started = true
  }

  /** Runs a program: its `_start`. Its exit code. */
  start(instance: object): number {
    const { _start, _initialize } = this.#attach(instance)
    const run = check.exported('_start', _start)
    check.absent('_initialize', _initialize)
    return exitCode(run)
  }

  /** Runs what a library does before its functions can be called: its `_initialize`, if it has one. */
  initialize(instance: object): void {
    const { _start, _initialize } = this.#attach(instance)
    check.absent('_start', _start)
    if (_initialize !== undefined) check.exported('_initialize', _initialize)()
  }

  #attach(instance: object): GuestInstance['exports'] {
    this.finalizeBindings(instance)
    return (instance as GuestInstance).exports
  }
}
