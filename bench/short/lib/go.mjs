// A command of the Go program that the tests have, on our imports of Go with every engine. What it prints is the result.
import { readFileSync } from 'node:fs'
import { go } from '../../../dist/imports/go/index.js'

const file = new URL('../../../test/fixtures/go/program.wasm', import.meta.url)

/** @param {readonly string[]} args */
export const goProgram = args => ({
  prepare: () => new Uint8Array(readFileSync(file)),
  load(bytes) {
    let printed = ''
    const stdout = part => {
      printed += Buffer.from(part).toString()
    }
    const { imports, run } = go({ args: ['program', ...args], stdout, stderr: stdout, global: 'closed' })
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports)
    return { run: () => run(instance), printed: () => printed }
  },
  async work({ run, printed }) {
    await run()
    return printed()
  },
})
