// Locals are declared by the ten thousand and used by the dozen.
import { expect, test } from 'vitest'
import { buildFunction } from '#codegen/ir/build.js'
import { LocalTypes } from '#codegen/ir/locals.js'
import { translate } from '#codegen/translate.js'
import { compile } from '#src/compile.js'
import { body, funcType, i32, i64, op, wasm } from '../../../limits/bytes.js'
import { compileText } from '../stages.js'

const runs = [
  { count: 3, type: 'i32' },
  { count: 1, type: 'f64' },
  { count: 40_000, type: 'i64' },
] as const

test('the type of a local is that of its run', () => {
  const types = new LocalTypes(2, runs)
  expect([2, 4, 5, 6, 40_005].map(index => types.of(index))).toEqual(['i32', 'i32', 'f64', 'i64', 'i64'])
  expect(types.count).toBe(40_006)
})

const unused = (calls: number): Uint8Array =>
  wasm(bytes =>
    bytes
      .section(1, part => funcType(part.u(1), [], [i64]))
      .section(3, part => part.u(2).u(0).u(0))
      .section(10, part => {
        body(part.u(2), { locals: [[49_000, i32]], code: code => code.const(1).set(48_000).bytes(op.i64, 5) })
        body(part, {
          code: code => code.times(calls, inner => inner.bytes(op.call, 0, op.drop)).bytes(op.i64, 6),
        })
      }),
  )

test('only locals that are named become variables, in the order of their numbers', async () => {
  const program = await compileText(`(module (func (param i32) (result i32)
    (local i32 i32 i64 i32 f32)
    (local.set 4 (local.get 0)) (local.set 2 (local.get 4)) (local.get 2)))`)
  const fn = buildFunction(program.context, 0)
  expect(fn.variables.map(({ name }) => name)).toEqual(['l2', 'l4'])
  expect([fn.localCount, fn.isWide]).toEqual([6, false])
})

test('a function of 49000 locals costs what it uses, where it stands and where it is taken in', () => {
  const program = compile(unused(12))
  expect(buildFunction(program.context, 0).variables.length).toBe(1)
  const caller = buildFunction(program.context, 1, program.inlining)
  expect(caller.taken).toBeGreaterThan(0)
  expect(caller.variables.filter(({ local }) => local !== undefined).length).toBe(1)
  expect(translate(program, 1).text.length).toBeLessThan(500)
})
