// The functions of the namespace. Those that return promises never throw; bytes are copied before they
// return, so that whoever calls may overwrite them.

import type { Program } from '../../codegen/index.js'
import { compile as compileBytes } from '../compile.js'
import type { InstanceOptions } from '../instance/api.js'
import { programs } from '../instance/registry.js'
import { CompileError } from '../wasm/errors.js'
import { toBytes, toOptionalObject } from './convert.js'
import { readImports } from './imports.js'
import { type Given, type Instance, instantiate } from './instance.js'
import { type Module, moduleFor } from './module.js'
import { responseBytes } from './streaming.js'

export interface InstantiatedSource {
  module: Module
  instance: Instance
}

/** Begins at once; what is thrown becomes a rejection. */
const promise = <Result>(begin: () => Result | PromiseLike<Result>): Promise<Result> =>
  new Promise(resolve => resolve(begin()))

async function compileLater(bytes: Uint8Array | Promise<Uint8Array>): Promise<Module> {
  return moduleFor(compileBytes(await bytes))
}

interface With extends InstanceOptions {
  readonly importObject: object | undefined
}

async function instantiateLater(
  bytes: Uint8Array | Promise<Uint8Array>,
  { importObject, ...options }: With,
): Promise<InstantiatedSource> {
  const module = await compileLater(bytes)
  const program = programs.behind(module)
  return { module, instance: instantiate(program, readImports(program, importObject), options) }
}

/** A compiled module's imports are read at once, its start function runs later. */
async function instantiateModule(program: Program, { importObject, ...options }: With): Promise<Instance> {
  const imports = readImports(program, importObject)
  await undefined
  return instantiate(program, imports, options)
}

function isValid(bytes: Uint8Array): boolean {
  try {
    compileBytes(bytes)
    return true
  } catch (error) {
    if (error instanceof CompileError) return false
    throw error
  }
}

/** What may be given with a module: `limits` is the only option that is looked at. */
const toGiven = ([importObject, options]: Given): With => ({
  importObject: toOptionalObject(importObject, 'the import object'),
  limits: options?.limits,
})

/** The functions of the namespace. */
export const operations = {
  validate(bytes: unknown): boolean {
    return isValid(toBytes(bytes))
  },

  compile(bytes: unknown): Promise<Module> {
    return promise(() => compileLater(toBytes(bytes)))
  },

  instantiate(source: unknown, ...options: Given): Promise<InstantiatedSource | Instance> {
    return promise<InstantiatedSource | Instance>(() => {
      const program = programs.find(source)
      const bytes = program === undefined ? toBytes(source) : undefined
      const given = toGiven(options)
      return bytes === undefined ? instantiateModule(program!, given) : instantiateLater(bytes, given)
    })
  },
}

/** Only where the host has `fetch`. */
export const streamingOperations = {
  compileStreaming(source: unknown): Promise<Module> {
    return promise(() => compileLater(responseBytes(source)))
  },

  instantiateStreaming(source: unknown, ...options: Given): Promise<InstantiatedSource> {
    return promise(() => instantiateLater(responseBytes(source), toGiven(options)))
  },
}
