// `WebAssembly.Instance`.

import type { Program } from '../../codegen/index.js'
import { Instance as Running } from '../instance/instance.js'
import type { Extern } from '../instance/link.js'
import { programs, Registry } from '../instance/registry.js'
import { toOptionalObject } from './convert.js'
import { type ExportValue, readImports, toObject } from './imports.js'
import { asInterface } from './interface.js'

export type Exports = Readonly<Record<string, ExportValue>>

/** An instance's exports object is made once. */
interface Started {
  readonly exports: Exports
}

const instances = new Registry<Started>('Instance')

/** The exports object: without prototype, in the order of the module, frozen. */
function exportsOf(program: Program, running: Running): Exports {
  const exports = Object.create(null) as Record<string, ExportValue>
  for (const { name, kind, index } of program.module.exports) {
    exports[name] = toObject(running.extern(kind, index))
  }
  return Object.freeze(exports)
}

/** Told of an instance whose start function is about to run. */
export type Ready = (instance: Started) => void

function start(program: Program, imports: readonly Extern[], ready?: Ready): Started {
  let started: Started | undefined
  const describe = (running: Running) => (started ??= { exports: exportsOf(program, running) })
  return describe(new Running(program, imports, ready && (running => ready(describe(running)))))
}

export class Instance {
  constructor(module: unknown, ...importObject: readonly [importObject?: unknown]) {
    const program = programs.behind(module)
    const given = toOptionalObject(importObject[0], 'the import object')
    instances.bind(this, start(program, readImports(program, given)))
  }

  get exports(): Exports {
    return instances.behind(this).exports
  }
}

asInterface(Instance)

/** The object for a new instance, whose imports have been read already. */
export const instantiate = (program: Program, imports: readonly Extern[], ready?: Ready): Instance =>
  instances.objectFor(start(program, imports, ready), Instance.prototype) as Instance
