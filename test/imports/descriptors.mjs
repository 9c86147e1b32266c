// node test/imports/descriptors.mjs RUNS
//
// The README's example again and again, in one process and with no `close`: a guest reads a file of a folder
// of the host, through a view or an overlay, and ends by returning, by `proc_exit` or by a trap;
// some are never started, because they do not link. Prints how many descriptors are open before and after.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emscripten } from '#imports/emscripten/index.js'
import { memory, overlay, readOnly } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import { wasi } from '#imports/wasi/index.js'

const moduleOf = name =>
  new WebAssembly.Module(readFileSync(new URL(`../fixtures/${name}.wasm`, import.meta.url)))

const site = mkdtempSync(join(tmpdir(), 'jitsam-'))
writeFileSync(join(site, 'page'), 'some text')

const views = [
  () => hostFolder(site),
  () => readOnly(hostFolder(site)),
  () => overlay(hostFolder(site)),
  () => overlay(readOnly(hostFolder(site)), { capacity: 1 << 20 }),
]

const [show, exit, trap] = ['wasi/show', 'wasi/exit', 'wasi/trap'].map(moduleOf)
const [program, missing] = ['emscripten/files', 'emscripten/missing'].map(moduleOf)

const ends = { returned: 0, exited: 0, trapped: 0, reported: 0, refused: 0 }

function start(module, args, preopens) {
  let output = ''
  const stdout = bytes => {
    output += new TextDecoder().decode(bytes)
  }
  const system = wasi({ args, preopens, stdout, stderr: stdout })
  const code = system.start(new WebAssembly.Instance(module, system.imports))
  return { code, output }
}

const attempts = [
  preopens => {
    const { code, output } = start(show, ['show', 'page'], preopens)
    if (code === 0 && output === 'some text') ends.returned++
  },
  preopens => {
    if (start(exit, ['exit', '3'], preopens).code === 3) ends.exited++
  },
  preopens => {
    try {
      start(trap, ['trap'], preopens)
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) ends.trapped++
    }
  },
  preopens => {
    // It works on whatever is there, and reports what cannot be done.
    const system = emscripten(program, { args: ['files'], preopens, stdout: () => ends.reported++ })
    system.start(new WebAssembly.Instance(program, system.imports))
  },
  preopens => {
    try {
      emscripten(missing, { preopens })
    } catch (error) {
      if (error.name === 'LinkError') ends.refused++
    }
  },
]

const open = () => readdirSync('/proc/self/fd').length

const before = open()
for (let i = 0; i < Number(process.argv[2]); i++) {
  const make = views[i % views.length]
  attempts[i % attempts.length]({ '/': make(), '/tmp': memory({ 'notes.txt': 'some text' }) })
}
console.log(JSON.stringify({ ...ends, left: open() - before }))
rmSync(site, { recursive: true })
