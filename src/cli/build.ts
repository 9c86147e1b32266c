// From the bytes of a file to a module, by way of the cache if there is a folder for it.
import type { Program } from '../../codegen/index.js'
import { compileOwn, type OwnOptions } from '../embedding.js'
import type { Module } from '../instance/api.js'
import { programs } from '../instance/registry.js'
import { instrumentsKey } from '../instruments/index.js'
import { CompileError } from '../wasm/errors.js'
import { type Cache, openCache } from './cache.js'
import { Complaint } from './complaint.js'

export interface Source {
  readonly path: string
  readonly bytes: Uint8Array
  readonly cachedir: string | undefined
  /** Folders of the host that the guest can write to; none if this is not said. */
  readonly exposed?: readonly string[]
}

export interface Built {
  readonly module: Module
  readonly program: Program
  /** Keeps what has been translated until then. */
  save(): void
}

/** @param key what the generated code depends on besides instruments and limit, for the cache */
export function build(
  { path, bytes, cachedir, exposed = [] }: Source,
  options: OwnOptions,
  key: readonly unknown[] = [],
): Built {
  let cache: Cache | undefined
  const circumstances = [...instrumentsKey(options), options.limit?.largest, ...key]
  if (cachedir !== undefined) cache = openCache({ directory: cachedir, exposed }, bytes, circumstances)
  try {
    const module = compileOwn(bytes, { ...options, cache: cache?.code })
    const program = programs.behind(module)
    return { module, program, save: () => cache?.save(program) }
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw new Complaint(`error compiling wasm binary: ${path}: ${error.message}`)
  }
}
