// The facts that the functions of one module are built with: known before the first of them is.

import { InstructionReader } from '../../src/wasm/binary/instructions.js'
import { importedCount, type Module } from '../../src/wasm/module.js'
import { findLadders, type Ladders, maxHeight } from './shape.js'

/** The facts that the functions of one module share. */
export interface ModuleContext {
  readonly module: Module
  readonly importedFunctions: number
  readonly ladders: Ladders
  /** Of the function that is being built. */
  readonly reader: InstructionReader
  /** The deepest nesting of control in each body. */
  readonly depths: Uint32Array
  /** How many levels of control may nest as statements. */
  readonly maxHeight: number
}

/** The facts that all functions of a module are built with. `height` is how deeply control may nest. */
export const makeContext = (module: Module, depths: Uint32Array, height = maxHeight): ModuleContext => ({
  module,
  importedFunctions: importedCount(module, 'func'),
  ladders: findLadders(module),
  reader: new InstructionReader(module),
  depths,
  maxHeight: height,
})
