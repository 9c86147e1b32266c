// node --jitless graphviz.mjs DOT
//
// Prints a graph drawn by this engine, for a Node that has no WebAssembly.
import { instance } from '@viz-js/viz'
import { WebAssembly } from '../../dist/src/index.js'

if (Reflect.has(globalThis, 'WebAssembly')) throw new TypeError('this Node was to have no WebAssembly')
Reflect.set(globalThis, 'WebAssembly', WebAssembly)
const viz = await instance()
process.stdout.write(viz.renderString(process.argv[2], { format: 'svg', engine: 'dot' }))
