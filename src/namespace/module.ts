// `WebAssembly.Module`: a compiled program, and what can be asked about it.

import type { Program } from '../../codegen/index.js'
import { compile } from '../compile.js'
import { programs } from '../instance/registry.js'
import type { ExternKind } from '../wasm/types.js'
import { toBytes } from './convert.js'
import { asInterface } from './interface.js'

export type ExternalKind = 'function' | Exclude<ExternKind, 'func'>

export interface ModuleExportDescriptor {
  name: string
  kind: ExternalKind
}

export interface ModuleImportDescriptor {
  module: string
  name: string
  kind: ExternalKind
}

const kindName = (kind: ExternKind): ExternalKind => (kind === 'func' ? 'function' : kind)

/**
 * Structured cloning carries an engine's own modules to other threads. Of an object of ours it would make an
 * empty one, in silence; a proxy it refuses, with a DataCloneError.
 */
const uncloneable = <Outer extends object>(outer: Outer): Outer => new Proxy(outer, {})

/** `WebAssembly.Module`, of the JavaScript API. */
export class Module {
  constructor(bytes: unknown) {
    const program = compile(toBytes(bytes))
    const outer = uncloneable(this)
    programs.bind(outer, program)
    // biome-ignore lint/correctness/noConstructorReturn: what is known of it is known of the proxy
    return outer
  }

  static exports(module: unknown): ModuleExportDescriptor[] {
    const { exports } = programs.behind(module).module
    return exports.map(({ name, kind }) => ({ name, kind: kindName(kind) }))
  }

  static imports(module: unknown): ModuleImportDescriptor[] {
    const { imports } = programs.behind(module).module
    return imports.map(({ module, name, type }) => ({ module, name, kind: kindName(type.kind) }))
  }

  /** Copies of all custom sections of a name. */
  static customSections(module: unknown, sectionName: unknown): ArrayBuffer[] {
    const { custom, bytes } = programs.behind(module).module
    if (sectionName === undefined) throw new TypeError('the name of a section is required')
    const wanted = `${sectionName as string}`
    return custom
      .filter(({ name }) => name === wanted)
      .map(({ start, end }) => bytes.slice(start, end).buffer as ArrayBuffer)
  }
}

asInterface(Module, 'Module')

/** The object for a program that has been compiled already. */
export const moduleFor = (program: Program): Module =>
  programs.objectFor(program, Module.prototype, uncloneable) as Module
