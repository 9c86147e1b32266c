// node go.mjs native|ours: what Go's library gives of things that nest deeply, each in a world of its own, by
// test/fixtures/limits/go/deep.go; as JSON.
import { readFileSync } from 'node:fs'
import { go } from '../../dist/imports/go/index.js'

const engine =
  process.argv[2] === 'ours' ? (await import('../../dist/src/index.js')).WebAssembly : WebAssembly
const file = new URL('../fixtures/limits/go/deep.wasm', import.meta.url)
const module = new engine.Module(readFileSync(file))

const levels = { marshal: 1000, parse: 1600, unmarshal: 2000 }

async function outputOf(...args) {
  let output = ''
  const write = bytes => {
    output += Buffer.from(bytes).toString()
  }
  const program = go({ args: ['deep', ...args], stdout: write, stderr: write, global: 'closed' })
  const code = await program.run(new engine.Instance(module, program.imports))
  return `${output}exit code ${code}`
}

const found = {}
for (const [kind, depth] of Object.entries(levels)) found[kind] = await outputOf(kind, String(depth))
console.log(JSON.stringify(found))
