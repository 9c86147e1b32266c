// What embedders have. The package gives it with the namespace's types (src/package).

export { type Imports, importObject } from '../imports/object.js'
export type { CodeStore } from './cache/store.js'
export { type CacheOptions, type CompileOptions, compile, conditionOf, saveCode } from './embedding.js'
export { AbortError, AbortFlag, type AbortSource } from './instance/abort.js'
export type { Global, Instance, InstanceOptions, Memory, Module, Table } from './instance/api.js'
export { Deadline, DeadlineError } from './instance/deadline.js'
export { LimitError, type LimitName, type LimitOptions, ResourceLimits } from './instance/limits.js'
export type { Condition } from './instance/supervisor.js'
export type { Call, Definition, Growth, Listener } from './instruments/index.js'
export { WebAssembly } from './namespace.js'
export { CompileError, LinkError, RuntimeError } from './wasm/errors.js'
