// The drop-in namespace: what `globalThis.WebAssembly` is elsewhere, by the standard's JavaScript interface.

import type { Api } from './instance/api.js'
import { Global } from './namespace/global.js'
import { Instance } from './namespace/instance.js'
import { Memory } from './namespace/memory.js'
import { Module } from './namespace/module.js'
import { operations, streamingOperations } from './namespace/operations.js'
import { hasResponse } from './namespace/streaming.js'
import { Table } from './namespace/table.js'
import { CompileError, LinkError, RuntimeError } from './wasm/errors.js'

const classes = { Module, Instance, Memory, Table, Global, CompileError, LinkError, RuntimeError }

/** Functions of a namespace can be enumerated, its classes cannot. */
function assemble(): Api.Namespace {
  const namespace = { ...operations, ...(hasResponse ? streamingOperations : {}) }
  for (const [name, value] of Object.entries(classes)) {
    Object.defineProperty(namespace, name, { value, writable: true, configurable: true })
  }
  Object.defineProperty(namespace, Symbol.toStringTag, { value: 'WebAssembly', configurable: true })
  return namespace as unknown as Api.Namespace
}

/** The namespace of the JavaScript API, with everything that compiles and runs modules by this engine. */
export const WebAssembly: Api.Namespace = assemble()

/** Its types, by the names that they have in a browser. */
export declare namespace WebAssembly {
  type CompileError = Error
  type LinkError = Error
  type RuntimeError = Error
  type Exports = Api.Exports
  type ExportValue = Api.ExportValue
  type Global<Type extends Api.ValueType = Api.ValueType> = Api.Global<Type>
  type GlobalDescriptor<Type extends Api.ValueType = Api.ValueType> = Api.GlobalDescriptor<Type>
  type ImportExportKind = Api.ImportExportKind
  type Imports = Api.Imports
  type ImportValue = Api.ImportValue
  type Instance = Api.Instance
  type Memory = Api.Memory
  type MemoryDescriptor = Api.MemoryDescriptor
  type Module = Api.Module
  type ModuleExportDescriptor = Api.ModuleExportDescriptor
  type ModuleImportDescriptor = Api.ModuleImportDescriptor
  type ModuleImports = Api.ModuleImports
  type Table = Api.Table
  type TableDescriptor = Api.TableDescriptor
  type TableKind = Api.TableKind
  type ValueType = Api.ValueType
  type ValueTypeMap = Api.ValueTypeMap
  type WebAssemblyInstantiatedSource = Api.InstantiatedSource
}
