// What Node offers to those who want V8 to optimise larger functions: nothing is cut that is below the new limit,
// and the flag is set once there is such a function.
import { expect, test } from 'vitest'
import { nodeLimit } from '#src/cli/limit.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../wat.js'

const body = '(local.set 0 (i32.add (i32.load (local.get 0)) (i32.load offset=4 (local.get 0))))'

/** A function of so many sums. */
const sums = (count: number) =>
  assemble(
    `(module (memory 1) (func (export "run") (param i32) (result i32) ${body.repeat(count)} (local.get 0)))`,
  )

function outcome(bytes: Uint8Array) {
  let raised = 0
  const limit = { ...nodeLimit, raise: () => raised++ }
  const program = compile(bytes, { lazy: 'always', limit, profile: 0, interpreted: 0 })
  const { run } = new WebAssembly.Instance(moduleFor(program)).exports as {
    readonly run: (n: number) => number
  }
  return { result: run(8), raised, cut: program.functions.find(0)!.text!.text.includes('function f0p0(') }
}

test('functions below the usual limit ask for nothing', async () => {
  expect(outcome(await sums(10))).toEqual({ result: 0, raised: 0, cut: false })
})

test('functions above it stay whole with the limit raised', async () => {
  expect(outcome(await sums(1500))).toEqual({ result: 0, raised: 1, cut: false })
})

test('functions above that one are cut all the same', async () => {
  expect(outcome(await sums(4000))).toEqual({ result: 0, raised: 1, cut: true })
})

test('V8 takes the flag', () => {
  expect(() => nodeLimit.raise()).not.toThrow()
})
