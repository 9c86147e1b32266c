// The package: what `import … from 'jitsam'` finds.

export { WebAssembly } from './namespace.js'
export { CompileError, LinkError, RuntimeError } from './wasm/errors.js'
