// The converter and the runner behind `npm run spec`: a script becomes the commands that it has as data, and what
// must fail fails. With wabt as the assembler, which knows what these scripts need.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { WebAssembly } from '#src/index.js'
import { has } from '../needs.js'
import { root } from '../sources.js'
import { assemble } from '../wat.js'
import type { Namespace } from './script/call.js'
import { type Command, convert } from './script/commands.js'
import { readScript } from './script/read.js'
import { runner } from './script/run.js'

const read = async (text: string) => await convert(text, assemble)

const run = async (text: string, bits = false) =>
  (await runner(WebAssembly as object as Namespace, assemble))(await read(text), { bits })

const constants = (...texts: readonly string[]) =>
  read(`(invoke "f" ${texts.map(text => `(${text})`).join(' ')})`).then(([command]) => command!.action!.args)

describe('a script', () => {
  test('is lists, with their lines; comments nest, annotations are none', () => {
    const lists = readScript('(a) ;; (b)\n(; (c (; ) ;) \n;) (d "\\"(\\41\\u{e9}" (@e (f)) $g)')
    expect(lists.map(({ line, items }) => [line, items.length])).toEqual([
      [1, 1],
      [3, 3],
    ])
    expect(lists[1]!.items[1]).toMatchObject({ bytes: Buffer.from('"(Aé') })
  })

  test.each(['(a', 'a', '(a "b)', '(; (; ;)', '(a))'])('%s is none', text => {
    expect(() => readScript(text)).toThrow(SyntaxError)
  })

  test('has constants by their bits', async () => {
    const values = await constants('i32.const -1', 'i64.const 0x8000_0000_0000_0000', 'f32.const 0x1p-149')
    expect(values).toEqual([
      { type: 'i32', value: '4294967295' },
      { type: 'i64', value: '9223372036854775808' },
      { type: 'f32', value: '1' },
    ])
    // A decimal that is another float where it is rounded to a double first.
    const [float, nan, none] = (await constants(
      'f32.const 8388609.4999999999',
      'f64.const nan:0x1',
      'ref.null extern',
    ))!
    expect(float).toEqual({ type: 'f32', value: String(0x4b00_0001) })
    expect(nan).toEqual({ type: 'f64', value: String(0x7ff0_0000_0000_0001n) })
    expect(none).toEqual({ type: 'externref', value: 'null' })
  })
})

const module = `(module (func (export "half") (param f32) (result f32) (f32.mul (local.get 0) (f32.const 0.5)))
  (func (export "copy") (param f64) (result f64) (local.get 0)) (func (export "trap") (unreachable))
  (func (export "both") (result i32 i64) (i32.const 1) (i64.const 2)))`

describe('the runner', () => {
  test.each([
    ['(assert_return (invoke "half" (f32.const 3)) (f32.const 1.5))'],
    ['(assert_return (invoke "half" (f32.const nan)) (f32.const nan:canonical))'],
    ['(assert_return (invoke "copy" (f64.const -nan:0x8000000000001)) (f64.const -nan:0x8000000000001))'],
    ['(assert_return (invoke "both") (i32.const 1) (i64.const 2))'],
    ['(assert_trap (invoke "trap") "unreachable")'],
    ['(assert_invalid (module (func (result i32))) "type mismatch")'],
    ['(assert_malformed (module binary "\\00asm\\01\\00\\00") "unexpected end")'],
    ['(assert_unlinkable (module (import "none" "f" (func))) "unknown import")'],
    ['(assert_trap (module (func $f (unreachable)) (start $f)) "unreachable")'],
    ['(register "M") (module (import "M" "both" (func (result i32 i64))))'],
  ])('%s passes', async text => {
    for (const bits of [false, true]) {
      const { passed, failures } = await run(`${module} ${text}`, bits)
      expect(failures).toEqual([])
      expect(passed).toBeGreaterThan(1)
    }
  })

  test.each([
    ['(assert_return (invoke "half" (f32.const 3)) (f32.const 1.25))', 'half'],
    ['(assert_return (invoke "copy" (f64.const nan:0x8000000000001)) (f64.const nan:canonical))', 'bits'],
    ['(assert_return (invoke "half" (f32.const 3)) (f32.const nan:arithmetic))', 'half'],
    ['(assert_return (invoke "both") (i32.const 1) (i64.const 3))', 'both'],
    ['(assert_return (invoke "both") (i32.const 1))', 'both'],
    ['(assert_trap (invoke "both") "unreachable")', 'nothing was thrown'],
    ['(assert_trap (invoke "none") "unreachable")', 'no RuntimeError, but TypeError'],
    ['(assert_invalid (module) "type mismatch")', 'nothing was thrown'],
    ['(assert_unlinkable (module) "unknown import")', 'nothing was thrown'],
    ['(module (import "spectest" "none" (func))) (invoke "f")', 'did not come to be'],
  ])('%s fails', async (text, message) => {
    const { failures } = await run(`${module} ${text}`)
    expect(failures.join('\n')).toContain(message)
  })

  test('what is not translated yet, and what hangs on it, is left out by its reason', async () => {
    const simd = '(module (func (export "f") (result v128) (v128.const i32x4 0 0 0 0)))'
    const { passed, skipped, failures } = await run(`${simd} (invoke "f") (register "M")
      (module (import "M" "f" (func)))`)
    expect({ passed, failures }).toEqual({ passed: 0, failures: [] })
    expect(skipped).toEqual({
      'SIMD is not translated yet': 1,
      'hangs on a module that was left out': 3,
    })
  })
})

/** Scripts that wabt can read, and that hold all kinds of commands. */
const names = `binary-leb128 block call_indirect const conversions custom endianness f32 f64
  f64_cmp fac float_exprs float_literals float_misc i32 i64 int_exprs labels left-to-right memory_trap nop switch
  traps unwind utf8-import-field`

if (has('spec')) {
  describe('scripts of the official suite', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jitsam-spec-'))
    afterAll(() => rmSync(folder, { recursive: true }))
    execFileSync('tar', ['xzf', `${root}../shared/spec/sources.tar.gz`, '-C', folder])

    interface Data {
      readonly commands: readonly (Command & { readonly binary?: string })[]
    }

    const essence = ({ type, line, name, as, action, expected }: Command) => ({
      type,
      line,
      name,
      as,
      action,
      expected,
    })

    test.each(names.split(/\s+/))('%s', async name => {
      const commands = await read(readFileSync(join(folder, 'test/core', `${name}.wast`), 'latin1'))
      const packed = readFileSync(`${root}../shared/spec/data/core/${name}.json.gz`)
      const data: Data = JSON.parse(gunzipSync(packed).toString())
      expect(commands.map(essence)).toEqual(data.commands.map(essence))
      const asBytes = (list: readonly (Command & { readonly binary?: string })[]) =>
        list.filter(({ bytes, binary }) => bytes !== undefined || binary !== undefined).length
      expect(asBytes(commands)).toBe(asBytes(data.commands))
    })
  })
} else test.skip('scripts of the official suite', () => {})
