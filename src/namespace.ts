// The drop-in namespace: what `globalThis.WebAssembly` is elsewhere, by the standard's JavaScript interface.

import { Global } from './namespace/global.js'
import { Instance } from './namespace/instance.js'
import { Memory } from './namespace/memory.js'
import { Module } from './namespace/module.js'
import { operations, streamingOperations } from './namespace/operations.js'
import { hasResponse } from './namespace/streaming.js'
import { Table } from './namespace/table.js'
import { CompileError, LinkError, RuntimeError } from './wasm/errors.js'

const classes = { Module, Instance, Memory, Table, Global, CompileError, LinkError, RuntimeError }

type Namespace = typeof operations & Partial<typeof streamingOperations> & typeof classes

/** Functions of a namespace can be enumerated, its classes cannot. */
function assemble(): Namespace {
  const namespace = { ...operations, ...(hasResponse ? streamingOperations : {}) }
  for (const [name, value] of Object.entries(classes)) {
    Object.defineProperty(namespace, name, { value, writable: true, configurable: true })
  }
  Object.defineProperty(namespace, Symbol.toStringTag, { value: 'WebAssembly', configurable: true })
  return namespace as Namespace
}

/** The namespace of the JavaScript API, with everything that compiles and runs modules by this engine. */
export const WebAssembly: Namespace = assemble()
