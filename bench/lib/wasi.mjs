// node bench/lib/wasi.mjs FILE [FOLDER ARGUMENTS…]
//
// What `jitsam run FILE` is measured against: the same program on Node's own WASI.

import { readFileSync } from 'node:fs'
import { WASI } from 'node:wasi'

const [file = '', folder = '', ...args] = process.argv.slice(2)
const preopens = folder === '' ? {} : { '/data': folder }
const wasi = new WASI({ version: 'preview1', args: ['program', ...args], env: {}, preopens })
const module = new WebAssembly.Module(readFileSync(file))
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport })
process.exitCode = wasi.start(instance)
