// The second half of `npm run build`, after tsc: what can be prepared for those who run modules.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeBundle } from './bundle.js'
import { writeLoop } from './loop.js'
import { writeName } from './name.js'
import { writePackage } from './package.js'
import { writeReadings } from './readings.js'

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url))

writeLoop()
await writeReadings()
writeName()
await writeBundle()
await writePackage()
// The first run leaves V8's code for those that follow, and so does the first that translates; see
// src/cli/main.cts.
const run = (...args: string[]): void =>
  void execFileSync(process.execPath, [path('dist/src/cli/main.cjs'), 'run', ...args])

run(path('test/fixtures/wasi/hello.wasm'))
// Text of 64-bit loops is kept in a better form than it runs in, so that this one translates in any case.
const cache = mkdtempSync(join(tmpdir(), 'jitsam-build-'))
run(`--cachedir=${cache}`, path('bench/programs/xxhash.wasm'))
rmSync(cache, { recursive: true })
