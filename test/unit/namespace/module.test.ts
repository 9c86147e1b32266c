// WebAssembly.Module, validate, and the functions that return promises.
import { describe, expect, test } from 'vitest'
import { funcref, i32, wasm } from './binary.js'
import { agree, agreeLater, type Namespace, ours } from './both.js'

const empty = wasm({})

const rich = wasm({
  types: [[[], []]],
  imports: [
    ['a', 'f', [0, 0]],
    ['a', 't', [1, funcref, 0, 1]],
    ['', 'm', [2, 0, 1]],
    ['ä', '\u{1f600}', [3, i32, 0]],
  ],
  functions: [[0, []]],
  exports: [
    ['f', 'func', 1],
    ['t', 'table', 0],
    ['m', 'memory', 0],
    ['g', 'global', 0],
  ],
  custom: [
    ['one', [1, 2, 3]],
    ['two', []],
    ['one', [4]],
    ['\ufffd', [5]],
  ],
})

const shared = (bytes: Uint8Array) => {
  const buffer = new SharedArrayBuffer(bytes.length)
  new Uint8Array(buffer).set(bytes)
  return buffer
}

const padded = new Uint8Array([9, 9, ...empty, 9])

const sources: Readonly<Record<string, () => unknown>> = {
  'an ArrayBuffer': () => empty.slice().buffer,
  'a typed array': () => empty,
  'a part of a buffer': () => padded.subarray(2, 2 + empty.length),
  'an array of words': () => new Uint16Array(empty.slice().buffer),
  'a shared buffer': () => shared(empty),
  'a view of a shared buffer': () => new Uint8Array(shared(empty)),
  'an invalid buffer': () => padded,
  'an empty buffer': () => new ArrayBuffer(0),
  'a detached buffer': () => {
    const { buffer } = empty.slice()
    structuredClone(buffer, { transfer: [buffer] })
    return buffer
  },
  nothing: () => undefined,
  null: () => null,
  'a number': () => 8,
  'a text': () => '\0asm',
  'an array': () => [...empty],
  'an object': () => ({ byteLength: 8 }),
  'a prototype': () => ArrayBuffer.prototype,
}

describe.each(Object.entries(sources))('%s', (_, source) => {
  agree('as a module', engine => new engine.Module(source()) instanceof engine.Module)
  agree('to be validated', engine => engine.validate(source()))
  agreeLater('to be compiled', async engine => (await engine.compile(source())) instanceof engine.Module)
  agreeLater('to be instantiated', async engine => {
    const result = await engine.instantiate(source())
    return 'module' in result && [Object.keys(result), result.instance instanceof engine.Instance]
  })
})

// Older V8 does not know it.
test('a DataView is a source of bytes', () => {
  expect(ours.validate(new DataView(padded.buffer, 2, empty.length))).toBe(true)
  expect(ours.validate(new DataView(padded.buffer))).toBe(false)
})

describe('a module', () => {
  agree('lists its exports', ({ Module }) => Module.exports(new Module(rich)))
  agree('lists its imports', ({ Module }) => Module.imports(new Module(rich)))
  for (const name of ['one', 'two', 'three', '\ufffd', '\ud800', '', null, 5, { toString: () => 'one' }]) {
    agree(`has custom sections: ${String(name)}`, ({ Module }) =>
      Module.customSections(new Module(rich), name).map(section => [...new Uint8Array(section)]),
    )
  }
  agree('has sections with a name only', ({ Module }) => Module.customSections(new Module(rich), undefined))
  agree('has no sections with a symbol', ({ Module }) =>
    Module.customSections(new Module(rich), Symbol.iterator),
  )
  for (const method of ['exports', 'imports', 'customSections'] as const) {
    agree(`is what ${method} asks for`, ({ Module }) => Module[method]({}, 'one'))
  }
  agree('is what an instance asks for', engine => new engine.Instance(empty))
  test('does not change with its bytes', () => {
    const bytes = wasm({
      memories: [[0, 1]],
      exports: [['memory', 'memory', 0]],
      data: [[0, 0x41, 0, 0x0b, 1, 65]],
    })
    const module = new ours.Module(bytes)
    bytes.fill(0)
    const { memory } = new ours.Instance(module).exports as { memory: InstanceType<typeof ours.Memory> }
    expect(new Uint8Array(memory.buffer)[0]).toBe(65)
  })
})

const importing = wasm({ imports: [['m', 'g', [3, i32, 0]]] })

/** An import object that notes when it is read. */
function noting(order: string[]) {
  return {
    get m() {
      order.push('read')
      return { g: 1 }
    },
  }
}

describe('instantiate', () => {
  agreeLater('reads the imports of bytes later', async engine => {
    const order: string[] = []
    const promise = engine.instantiate(importing, noting(order))
    order.push('returned')
    await promise
    return order
  })
  agreeLater('reads the imports of a module at once', async engine => {
    const order: string[] = []
    const promise = engine.instantiate(new engine.Module(importing), noting(order))
    order.push('returned')
    return [(await promise) instanceof engine.Instance, ...order]
  })
  agreeLater('copies bytes at once', async engine => {
    const bytes = wasm({})
    const promises = [engine.compile(bytes), engine.instantiate(bytes)] as const
    bytes.fill(1)
    return (await Promise.all(promises)).length
  })
  // V8 starts at once; the standard says later.
  test('starts a module later', async () => {
    const bytes = wasm({ types: [[[], []]], imports: [['m', 'f', [0, 0]]], start: 0 })
    const order: string[] = []
    const promise = ours.instantiate(new ours.Module(bytes), { m: { f: () => order.push('started') } })
    order.push('returned')
    await promise
    expect(order).toEqual(['returned', 'started'])
  })
  const rejected: readonly (readonly unknown[])[] = [
    [],
    [5],
    [empty, 5],
    [empty, null],
    [importing],
    [importing, {}],
  ]
  for (const [i, args] of rejected.entries()) {
    agreeLater(`rejects and does not throw: ${i}`, engine => engine.instantiate(...(args as [unknown])))
  }
  agreeLater('rejects a bad module', engine => engine.instantiate(padded))
  agreeLater('rejects bad imports', engine => engine.instantiate(importing, { m: { g: 'x' } }))
  agree('returns a promise', engine => engine.instantiate(empty) instanceof Promise)
})

const respond = (type: string, body: Uint8Array = empty, status = 200) =>
  new Response(body, { status, headers: { 'Content-Type': type } })

/** Node has the native functions only after `fetch` has been used once; so these are not compared. */
describe('streaming', () => {
  const { compileStreaming, instantiateStreaming } = ours as Required<Namespace>
  test('compiles a response', async () => {
    expect(await compileStreaming(respond('application/wasm'))).toBeInstanceOf(ours.Module)
    expect(await compileStreaming(Promise.resolve(respond('Application/WASM')))).toBeInstanceOf(ours.Module)
  })
  test('instantiates a response', async () => {
    const { instance } = await instantiateStreaming(respond('application/wasm', importing), { m: { g: 1 } })
    expect(instance).toBeInstanceOf(ours.Instance)
  })
  test.each([
    ['another type', () => respond('text/html')],
    ['parameters of the type', () => respond('application/wasm; charset=utf-8')],
    ['an error', () => respond('application/wasm', empty, 404)],
    ['no response', () => empty],
    ['nothing', () => undefined],
  ])('rejects %s', async (_, source) => {
    await expect(compileStreaming(source())).rejects.toThrow(TypeError)
    await expect(instantiateStreaming(source())).rejects.toThrow(TypeError)
  })
  test('rejects a rejected promise with its reason', async () => {
    await expect(compileStreaming(Promise.reject(new EvalError('why')))).rejects.toThrow(EvalError)
  })
  test('rejects a module that is none', async () => {
    await expect(compileStreaming(respond('application/wasm', padded))).rejects.toThrow(ours.CompileError)
  })
})

test('a module cannot be cloned, and says so', async () => {
  const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)
  const { port1, port2 } = new MessageChannel()
  for (const module of [new ours.Module(bytes), await ours.compile(bytes)]) {
    expect(() => structuredClone({ module })).toThrow(expect.objectContaining({ name: 'DataCloneError' }))
    expect(() => port1.postMessage(module)).toThrow(expect.objectContaining({ name: 'DataCloneError' }))
    expect(ours.Module.exports(module)).toEqual([])
    expect(Object.prototype.toString.call(module)).toBe('[object WebAssembly.Module]')
  }
  port1.close()
  port2.close()
})
