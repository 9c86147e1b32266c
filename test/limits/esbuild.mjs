// node test/limits/esbuild.mjs FOLDER
//
// Runs esbuild, from the folder of its package `esbuild-wasm`, on this engine, and prints what it makes of a small
// program. Go's own start-up already goes through functions that nest thousands deep.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { WebAssembly } from '../../dist/src/index.js'

const [folder] = process.argv.slice(2)
globalThis.WebAssembly = WebAssembly
globalThis.self = globalThis
const require = createRequire(import.meta.url)
const esbuild = require(join(folder, 'lib/browser.js'))
const wasmModule = await WebAssembly.compile(readFileSync(join(folder, 'esbuild.wasm')))
await esbuild.initialize({ wasmModule, worker: false })
const source = 'const enum Bit { A = 1 << 3 }\nconsole.log(Bit.A, <b>{1n}</b>)'
const { code } = await esbuild.transform(source, { loader: 'tsx', minify: true })
process.stdout.write(code, () => process.exit(0))
