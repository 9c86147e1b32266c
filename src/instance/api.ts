// What TypeScript is told of the namespace. Where a program has the library of the browser (`lib.dom`), its
// `WebAssembly` is the type, so that either can take the other's place; elsewhere it is written out here,
// with the same names. What we add to it is an intersection with both.

// biome-ignore-all lint/complexity/noBannedTypes: these are the types of lib.dom
// biome-ignore-all lint/suspicious/noExplicitAny: these are the types of lib.dom

import type { LimitOptions, ResourceLimits } from './limits.js'

/** What the standard does not know: how an instance is to be made. */
export interface InstanceOptions {
  /** How much it may have; what is not said has no limit but those of the engine. */
  readonly limits?: LimitOptions | ResourceLimits | undefined
}

/** All of it. It has a name of its own, because the names within are also those of types of JavaScript. */
export declare namespace Api {
  /** What the host calls a response to `fetch`, if TypeScript knows of one. */
  type HostResponse = typeof globalThis extends { readonly Response: { readonly prototype: infer Response } }
    ? Response
    : object

  /** The bytes of a module, or a view of them. */
  export type Bytes = ArrayBufferView | ArrayBuffer

  /** What JavaScript holds for a value of each type. */
  export interface ValueTypeMap {
    anyfunc: Function
    externref: any
    f32: number
    f64: number
    i32: number
    i64: bigint
    v128: never
  }

  /** The name of a type of values. */
  export type ValueType = keyof ValueTypeMap

  /** What a table holds. */
  export type TableKind = 'anyfunc' | 'externref'

  /** What can be imported and exported. */
  export type ImportExportKind = 'function' | 'global' | 'memory' | 'table'

  /** How a `Global` is to be made. */
  export interface GlobalDescriptor<Type extends ValueType = ValueType> {
    mutable?: boolean
    value: Type
  }

  /** How a `Memory` is to be made. */
  export interface MemoryDescriptor {
    initial: number
    maximum?: number
    shared?: boolean
  }

  /** How a `Table` is to be made. */
  export interface TableDescriptor {
    element: TableKind
    initial: number
    maximum?: number
  }

  interface OwnExportDescriptor {
    kind: ImportExportKind
    name: string
  }

  interface OwnImportDescriptor {
    kind: ImportExportKind
    module: string
    name: string
  }

  /** A global, which instances and JavaScript share. */
  export interface Global<Type extends ValueType = ValueType> {
    value: ValueTypeMap[Type]
    valueOf(): ValueTypeMap[Type]
  }

  interface OwnMemory {
    readonly buffer: ArrayBuffer
    grow(delta: number): number
  }

  // biome-ignore lint/suspicious/noEmptyInterface: nothing can be asked of one
  interface OwnModule {}

  interface OwnInstance {
    readonly exports: Record<string, OwnExportValue>
  }

  interface OwnTable {
    readonly length: number
    get(index: number): any
    grow(delta: number, value?: any): number
    set(index: number, value?: any): void
  }

  interface OwnError {
    readonly prototype: Error
    new (message?: string): Error
    (message?: string): Error
  }

  type OwnExportValue = Function | Global | OwnMemory | OwnTable
  type OwnImports = Record<string, Record<string, OwnExportValue | number>>

  interface OwnSource {
    instance: OwnInstance
    module: OwnModule
  }

  type Source = HostResponse | PromiseLike<HostResponse>

  /** The namespace as `lib.dom` has it. */
  interface OwnNamespace {
    CompileError: OwnError
    LinkError: OwnError
    RuntimeError: OwnError
    Global: {
      readonly prototype: Global
      new <Type extends ValueType = ValueType>(
        descriptor: GlobalDescriptor<Type>,
        value?: ValueTypeMap[Type],
      ): Global<Type>
    }
    Instance: { readonly prototype: OwnInstance; new (module: OwnModule, imports?: OwnImports): OwnInstance }
    Memory: { readonly prototype: OwnMemory; new (descriptor: MemoryDescriptor): OwnMemory }
    Module: {
      readonly prototype: OwnModule
      new (bytes: Bytes): OwnModule
      customSections(module: OwnModule, sectionName: string): ArrayBuffer[]
      exports(module: OwnModule): OwnExportDescriptor[]
      imports(module: OwnModule): OwnImportDescriptor[]
    }
    Table: { readonly prototype: OwnTable; new (descriptor: TableDescriptor, value?: any): OwnTable }
    compile(bytes: Bytes): Promise<OwnModule>
    compileStreaming(source: Source): Promise<OwnModule>
    instantiate(bytes: Bytes, imports?: OwnImports): Promise<OwnSource>
    instantiate(module: OwnModule, imports?: OwnImports): Promise<OwnInstance>
    instantiateStreaming(source: Source, imports?: OwnImports): Promise<OwnSource>
    validate(bytes: Bytes): boolean
  }

  /** What any host's namespace has, whatever it takes for the bytes of a module. */
  interface Known {
    Module: {
      readonly prototype: object
      exports(module: never): { readonly kind: string; readonly name: string }[]
      imports(module: never): { readonly kind: string; readonly module: string; readonly name: string }[]
    }
    Instance: { readonly prototype: { readonly exports: Record<string, OwnExportValue> } }
    Memory: { readonly prototype: OwnMemory }
    Table: { readonly prototype: OwnTable }
  }

  /** The namespace as the host has it, if TypeScript knows of one. */
  type Standard = typeof globalThis extends { readonly WebAssembly: infer Host extends Known }
    ? Host
    : OwnNamespace

  /** A compiled module. */
  export type Module = Standard['Module']['prototype']
  /** What runs. */
  export type Instance = Standard['Instance']['prototype']
  /** A memory. */
  export type Memory = Standard['Memory']['prototype']
  /** A table. */
  export type Table = Standard['Table']['prototype']

  /** An export of a module. */
  export type ModuleExportDescriptor = ReturnType<Standard['Module']['exports']>[number]
  /** An import of a module. */
  export type ModuleImportDescriptor = ReturnType<Standard['Module']['imports']>[number]
  /** What an instance exports. */
  export type Exports = Instance['exports']
  /** What a module exports. */
  export type ExportValue = Exports[string]
  /** What a module can be given for an import. */
  export type ImportValue = ExportValue | number
  /** What a module can be given for its imports of one name. */
  export type ModuleImports = Record<string, ImportValue>
  /** What a module can be given for its imports. */
  export type Imports = Record<string, ModuleImports>

  /** What comes of bytes that are compiled and instantiated at once. */
  export interface InstantiatedSource {
    instance: Instance
    module: Module
  }

  /** What our functions take beside what the standard knows: any view of bytes, and options. */
  interface Additions {
    Instance: { new (module: Module, imports: Imports | undefined, options: InstanceOptions): Instance }
    compile(bytes: Bytes): Promise<Module>
    instantiate(bytes: Bytes, imports?: Imports, options?: InstanceOptions): Promise<InstantiatedSource>
    instantiate(module: Module, imports?: Imports, options?: InstanceOptions): Promise<Instance>
    instantiateStreaming(
      source: Source,
      imports?: Imports,
      options?: InstanceOptions,
    ): Promise<InstantiatedSource>
    validate(bytes: Bytes): boolean
  }

  /** The namespace. */
  export type Namespace = Additions & Standard
}

/** A compiled module. */
export type Module = Api.Module
/** What runs. */
export type Instance = Api.Instance
/** A memory. */
export type Memory = Api.Memory
/** A table. */
export type Table = Api.Table
/** A global, which instances and JavaScript share. */
export type Global<Type extends Api.ValueType = Api.ValueType> = Api.Global<Type>
