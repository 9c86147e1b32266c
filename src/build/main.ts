// The second half of `npm run build`, after tsc: what can be prepared for those who run modules.

import { execFileSync } from 'node:child_process'
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
for (const guest of ['test/fixtures/wasi/hello.wasm', 'bench/programs/sort.wasm'])
  execFileSync(process.execPath, [path('dist/src/cli/main.cjs'), 'run', path(guest)])
