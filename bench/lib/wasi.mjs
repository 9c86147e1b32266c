// node bench/lib/wasi.mjs FILE
//
// What `jitsam run FILE` is measured against: the same program on Node's own WASI.

import { readFileSync } from 'node:fs'
import { WASI } from 'node:wasi'

const wasi = new WASI({ version: 'preview1', args: ['program'], env: {} })
const module = new WebAssembly.Module(readFileSync(process.argv[2] ?? ''))
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport })
process.exitCode = wasi.start(instance)
