// node main.mjs
//
// Runs a program of WASI, as the command line does, with a log of what it asks of its host.

import { readFile } from 'node:fs/promises'
import { compile, WebAssembly } from 'jitsam'
import { rows, wasi } from 'jitsam/imports/wasi'

const module = compile(await readFile(new URL('hello.wasm', import.meta.url)), {
  logging: { scopes: 'all', rows, write: line => process.stderr.write(line) },
})
const system = wasi({ args: ['hello'], stdout: process.stdout })
process.exitCode = system.start(new WebAssembly.Instance(module, system.imports))
