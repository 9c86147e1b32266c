// How values look in logs, as text and as JSON, and which scopes there are.
import { describe, expect, test } from 'vitest'
import { parseScopes, UnknownScope } from '#imports/log/index.js'
import { Float, type Shown, showFields, showFloat, showJson } from '#imports/log/shown.js'
import { compile, WebAssembly } from '#src/index.js'
import { assemble } from '../wat.js'
import { type Host, logOf } from './guest.js'

// biome-ignore format: a table
test.each<readonly [value: number, text: string]>([
  [0, '0'], [-0, '-0'], [3.3, '3.3'], [-1.5, '-1.5'], [100000, '100000'], [123456, '123456'], [123456.5, '123456.5'],
  [1e6, '1e+06'], [1234567, '1.234567e+06'], [1e21, '1e+21'], [0.0001, '0.0001'], [0.00012345, '0.00012345'],
  [0.00001, '1e-05'], [4.958153677776298e-175, '4.958153677776298e-175'], [5e-324, '5e-324'],
  [1.7976931348623157e308, '1.7976931348623157e+308'], [0.1 + 0.2, '0.30000000000000004'],
  [NaN, 'NaN'], [Infinity, '+Inf'], [-Infinity, '-Inf'],
])('f64 %s', (value, text) => {
  expect(showFloat(new Float(value, 64))).toBe(text)
})

// biome-ignore format: a table
test.each<readonly [value: number, text: string]>([
  [3.4028234663852886e38, '3.4028235e+38'], [Math.fround(3.3), '3.3'], [Math.fround(0.1), '0.1'],
  [2 ** -149, '1e-45'], [16777216, '1.6777216e+07'], [1, '1'], [NaN, 'NaN'],
])('f32 %s', (value, text) => {
  expect(showFloat(new Float(value, 32))).toBe(text)
})

// biome-ignore format: a table
test.each<readonly [value: Shown, text: string, json: string]>([
  [undefined, 'x=', '{"x":null}'],
  [-1, 'x=-1', '{"x":-1}'],
  [2n ** 63n, 'x=9223372036854775808', '{"x":9223372036854775808}'],
  ['a"b', 'x=a"b', '{"x":"a\\"b"}'],
  ['a\nb\u001b[2J\u2028', 'x=a\\x0ab\\x1b[2J\\u2028', '{"x":"a\\nb\\u001b[2J\\u2028"}'],
  [[], 'x=', '{"x":[]}'],
  [['A', 'B'], 'x=A|B', '{"x":["A","B"]}'],
  [{ a: 1, b: ['C'] }, 'x={a=1,b=C}', '{"x":{"a":1,"b":["C"]}}'],
  [new Float(1e6, 64), 'x=1e+06', '{"x":1000000}'],
  [new Float(-Infinity, 32), 'x=-Inf', '{"x":"-Inf"}'],
])('%o', (value, text, json) => {
  expect(showFields({ x: value })).toBe(text)
  expect(showJson({ x: value })).toBe(json)
})

test('values of every type in parameters and results', async () => {
  let log = ''
  const text = `(module (import "env" "h" (func $h (param i32 i64 f32 f64 externref funcref) (result f32 f64)))
    (elem declare func $g)
    (func $g)
    (func (export "run") i32.const -1 i64.const -1 f32.const 0.1 f64.const 1e6 ref.null extern ref.func $g
      call $h drop drop))`
  const module = compile(await assemble(text), { logging: { scopes: 'all', write: line => (log += line) } })
  const { exports } = new WebAssembly.Instance(module, { env: { h: () => [3.3, 1e-7] } })
  ;(exports.run as () => void)()
  expect(log).toMatch(
    /^--> \.\$2\(\)\n\t==> env\.h\(-1,-1,0\.1,1e\+06,0{16},0[0-9a-f]{14}[1-9a-f]\)\n\t<== \(3\.3,1e-07\)\n<--\n$/,
  )
})

describe('JSON', () => {
  const fills: Host = memory => {
    memory.setBigUint64(16, 4n, true)
    memory.setBigUint64(32, 5n, true)
    memory.setBigUint64(48, 1672531200000000000n, true)
    return 0
  }

  test('a call is an object on a line of its own', async () => {
    const words = [3, 1, 100, 5, 0]
    const call = { name: 'path_filestat_get', words, memory: { 100: 'a.txt' }, host: fills }
    expect(await logOf(call, 'filesystem', 'json')).toBe(
      '{"module":"wasi_snapshot_preview1","function":"path_filestat_get","depth":0,' +
        '"params":{"fd":3,"flags":["SYMLINK_FOLLOW"],"path":"a.txt"},' +
        '"results":{"filestat":{"filetype":"REGULAR_FILE","size":5,"mtim":1672531200000000000},' +
        '"errno":"ESUCCESS"},"nanoseconds":10}\n',
    )
  })

  test('what text shows by address is decoded', async () => {
    const host: Host = memory => {
      memory.setUint32(16, 2, true)
      memory.setUint32(20, 9, true)
      return 0
    }
    const [first, second] = (await logOf({ name: 'args_sizes_get', words: [16, 20], host }, 'all', 'json'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(first).toMatchObject({
      params: {},
      results: { argc: 2, argv_len: 9, errno: 'ESUCCESS' },
      depth: 1,
    })
    expect(second).toMatchObject({ module: '', function: '$1', params: { 0: 16, 1: 20 }, depth: 0 })
  })

  test('a call that does not return says with what it ended', async () => {
    const host: Host = () => {
      throw new TypeError('the end')
    }
    const log = await logOf({ name: 'proc_exit', words: [3], host }, 'proc', 'json')
    expect(JSON.parse(log)).toEqual({
      ...{ module: 'wasi_snapshot_preview1', function: 'proc_exit', depth: 0 },
      ...{ params: { rval: 3 }, error: 'the end', nanoseconds: 10 },
    })
  })
})

describe('the memory scope', () => {
  const text = (imports: string) => `(module ${imports} (memory 1 4)
    (func (export "run") (drop (memory.grow (i32.const 2))) (drop (memory.grow (i32.const 9)))))`
  const notice = '(import "env" "emscripten_notify_memory_growth" (func (param i32)))'

  async function growths(scopes: string, format: 'text' | 'json', imports = '') {
    let log = ''
    const logging = { scopes, format, write: (line: string) => (log += line) }
    const module = compile(await assemble(text(imports)), { logging })
    const env = { emscripten_notify_memory_growth: () => undefined }
    const { exports } = new WebAssembly.Instance(module, { env })
    ;(exports.run as () => void)()
    return log
  }

  test('text has old and new size', async () => {
    expect(await growths('memory', 'text')).toBe(
      '--> .memory.grow(memory=0,delta=2)\n<-- (old=1,new=3)\n' +
        '--> .memory.grow(memory=0,delta=9)\n<-- (old=3,new=3)\n',
    )
  })

  test("text keeps to wazero's lines where wazero has some", async () => {
    expect(await growths('all', 'text')).toBe('--> .$0()\n<--\n')
    expect(await growths('memory', 'text', notice)).toBe('')
  })

  test.each(['memory', 'all'])('JSON has it under %s', async scopes => {
    const [first, second] = (await growths(scopes, 'json')).split('\n').map(line => JSON.parse(line || '{}'))
    const depth = scopes === 'all' ? 1 : 0
    expect(first).toEqual({
      ...{ module: '', function: 'memory.grow', depth },
      ...{ params: { memory: 0, delta: 2 }, results: { old: 1, new: 3 } },
    })
    expect(second.results).toEqual({ old: 3, new: 3 })
  })
})

test('scopes come in lists, with commas, and under older names', () => {
  expect([...parseScopes('clock,exit,,random')]).toEqual(['clock', 'proc', 'random'])
  expect([...parseScopes(['all', 'memory,poll', 'sock'])]).toEqual(['all', 'memory', 'poll', 'sock'])
  expect([...parseScopes('')]).toEqual([])
  expect(() => parseScopes('clock,disk')).toThrow(UnknownScope)
  expect(() => parseScopes('constructor')).toThrow('not a log scope: constructor')
})
