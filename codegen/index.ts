// Validated wasm to JavaScript: what the rest of jitsam calls.

export type { Code } from './abi.js'
export { keepable, programText } from './closure.js'
export type { Environment, GlobalLike, MemoryLike, TableLike } from './environment.js'
export type { Functions } from './functions.js'
export type { Global } from './interpret/machine.js'
export { evaluateExpression, mayEvaluate, warnOfInterpreting } from './js/evaluation.js'
export { functionsFor } from './load.js'
export { type Attached, attach, type Instrument, type Instrumented } from './passes/instrument.js'
export {
  type CodeCache,
  type EngineLimit,
  type Program,
  prepare,
  type TranslateOptions,
} from './program.js'
export type { Translated } from './tiers/text.js'
export { translateOnce } from './tiers/translated.js'
