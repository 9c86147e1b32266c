// Bytecode grows in an array that all functions use in turn. Whatever an instruction writes, also one that
// moves hundreds of operands twice, is there when the array has just come to its end. Each case has a thread,
// and so modules, of its own: the array stays as large as it has become.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { root } from '../../sources.js'
import { assemble } from '../../wat.js'

const count = 200
const types = Array(count).fill('i32').join(' ')
const drops = 'drop '.repeat(count)
const values = '(local.get 0) '.repeat(count)

/** Bodies that give many results, by way of what comes behind so many steps of four words. */
const bodies = {
  'a br_if that moves operands': `(block (result ${types})
    (i32.const 7) ${values} (br_if 0 (local.get 1)) ${drops} drop ${values})`,
  'a br that moves operands': `(block (result ${types}) (i32.const 7) ${values} (br 0))`,
  'an end that gives back what was brought to it': `(block (result ${types})
    (block (br_if 0 (local.get 1)) ${values} (br 1)) ${values} (br_if 0 (local.get 1)) ${drops} unreachable)`,
  'the end of the function': `${values} (br_if 0 (local.get 1)) ${drops} unreachable`,
  'a call': `${values} (call $same)`,
}

/** How long the array is at first, and the words of the step that fills it. */
const room = 2 ** 14
const step = 4
const filler = '(local.set 1 (i32.add (local.get 1) (i32.const 1)))'

/** So many words before its end the body begins. */
const places = [1500, 1450, 1400, 900, 800]

const cases = Object.entries(bodies).flatMap(([what, body]) => places.map(before => ({ what, body, before })))

const script = `
const { parentPort, workerData } = require('node:worker_threads')
Promise.all(['codegen/interpret/assemble.js', 'src/compile.js'].map(name => import('${root}dist/' + name)))
  .then(([{ assemble }, { compile }]) => {
    const { context } = compile(workerData)
    const code = () => assemble(context, 1, { calls: 1, rounds: 1, words: 10_000 }).code
    parentPort.postMessage([code(), code()])
  })`

test.each(cases)('$what, $before words before the end', async ({ body, before }) => {
  const bytes = await assemble(`(module
    (func $same (param ${types}) (result ${types})
      ${Array.from({ length: count }, (_, i) => `(local.get ${i})`).join(' ')})
    (func (param i32) (result ${types}) (local i32)
      ${filler.repeat((room - before) / step)} ${body}))`)
  const [[first, second]] = await once(new Worker(script, { eval: true, workerData: bytes }), 'message')
  expect(first.length).toBeGreaterThan(room - before)
  // The second time there is room for all of it.
  expect(first).toEqual(second)
})
