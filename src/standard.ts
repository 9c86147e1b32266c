// The namespace as users are told of it. It takes whatever JavaScript may give it, as the standard wants; its
// types say what it should be given.

import type { Api } from './instance/api.js'
import { WebAssembly as namespace } from './namespace.js'

/** The namespace of the JavaScript API, with everything that compiles and runs modules by this engine. */
export const WebAssembly = namespace as unknown as Api.Namespace

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
