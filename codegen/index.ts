// Validated wasm to JavaScript: what the rest of jitsam calls.

export {
  type Environment,
  type GlobalLike,
  type Loaded,
  load,
  type MemoryLike,
  type TableLike,
} from './load.js'
export { type Program, prepare, type TranslateOptions } from './program.js'
export type { Code } from './types.js'
