// node bench/kernels/build.mjs [NAME…]
//
// Compiles the kernels with AssemblyScript, each `GROUP/NAME.ts` to `GROUP/NAME.wasm` beside it. The results are committed,
// so that a benchmark needs no toolchain; run this after a change of a kernel.

import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const here = fileURLToPath(new URL('.', import.meta.url))
const groups = ['scalar', 'i64', 'f32']
const wanted = process.argv.slice(2)

/** What only the kernel with strings needs: a collector. */
const runtime = name => (name === 'strings' ? 'minimal' : 'stub')

/** @param {string} file */
async function build(file) {
  const output = file.replace(/\.ts$/, '.wasm')
  const name = basename(file, '.ts')
  const flags = ['-O3', '--converge', '--runtime', runtime(name), '--use', 'abort=']
  const args = [basename(file), '--outFile', basename(output), '--baseDir', join(file, '..'), ...flags]
  const { error, stderr } = await asc.main(args)
  if (error) throw new TypeError(`${file}: ${error.message}\n${stderr}`)
  console.log(`${output.slice(here.length)} ${statSync(output).size} bytes`)
}

for (const group of groups) {
  const files = readdirSync(join(here, group)).filter(file => file.endsWith('.ts'))
  for (const file of files) {
    if (wanted.length === 0 || wanted.includes(basename(file, '.ts'))) await build(join(here, group, file))
  }
}
