// The package: what `import … from 'jitsam'` finds.

export * from '../index.js'
export { WebAssembly } from '../standard.js'
