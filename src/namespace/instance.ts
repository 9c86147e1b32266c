// `WebAssembly.Instance`.

import type { Program } from '../../codegen/index.js'
import { interruptible } from '../compile.js'
import type { InstanceOptions } from '../instance/api.js'
import { type Instance as Running, instantiate as run } from '../instance/instance.js'
import { limitsOf } from '../instance/limits.js'
import type { Extern } from '../instance/link.js'
import { instances, programs } from '../instance/registry.js'
import { makeStamp } from '../instance/stamp.js'
import { toOptionalObject } from './convert.js'
import { type ExportValue, readImports, toObject } from './imports.js'
import { asInterface } from './interface.js'

/** What an instance exports. */
export type Exports = Readonly<Record<string, ExportValue>>

/** The exports object: without prototype, in the order of the module, frozen. */
export function exportsOf(program: Program, running: Running): Exports {
  const exports = Object.create(null) as Record<string, ExportValue>
  for (const { name, kind, index } of program.module.exports) {
    exports[name] = toObject(running.extern(kind, index))
  }
  return Object.freeze(exports)
}

/** An instance's exports object is made once. */
const exported = makeStamp<Running, Exports>()

/** Told of an instance whose start function is about to run. */
export type Ready = (instance: Instance) => void

interface Start extends InstanceOptions {
  readonly program: Program
  readonly imports: readonly Extern[]
  readonly ready?: Ready | undefined
}

/** Starts an instance, which stands behind `outer` before anything of it runs. */
function start(outer: Instance, { program, imports, ready, limits: given }: Start): void {
  const limits = limitsOf(given)
  run(limits?.interrupts ? interruptible(program) : program, imports, {
    limits,
    ready(running) {
      exported.put(running, exportsOf(program, running))
      instances.bind(outer, running)
      ready?.(outer)
    },
  })
}

/** An import object, and options that are ours. */
export type Given = readonly [importObject?: unknown, options?: InstanceOptions]

/** `WebAssembly.Instance`, of the JavaScript API. */
export class Instance {
  constructor(module: unknown, ...[importObject, options]: Given) {
    const program = programs.behind(module)
    const given = toOptionalObject(importObject, 'the import object')
    start(this, { ...options, program, imports: readImports(program, given) })
  }

  get exports(): Exports {
    return exported.find(instances.behind(this))!
  }
}

asInterface(Instance, 'Instance')

/** The object for a new instance, whose imports have been read already. */
export function instantiate(
  program: Program,
  imports: readonly Extern[],
  options?: InstanceOptions & { readonly ready?: Ready },
): Instance {
  const instance = Object.create(Instance.prototype) as Instance
  start(instance, { ...options, program, imports })
  return instance
}
