// What the namespace and its classes look like from outside, compared with the host's own.
import { describe, expect, test } from 'vitest'
import { agree, type Namespace, native, ours } from './both.js'

const classes = ['Module', 'Instance', 'Memory', 'Table', 'Global'] as const
const errors = ['CompileError', 'LinkError', 'RuntimeError'] as const

const attributes = (object: object, name: PropertyKey) => {
  const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(object, name)!
  return { flags, get: get?.name, set: set?.name, length: typeof value === 'function' && value.length }
}

const members = (object: object) =>
  Object.fromEntries(
    Reflect.ownKeys(object)
      // V8 gives its built-in constructors two properties of sloppy functions.
      .filter(name => !['arguments', 'caller', 'constructor'].includes(String(name)))
      .map(name => [String(name), attributes(object, name)]),
  )

describe.each(classes)('%s', name => {
  agree('has the members of the standard', wasm => members(wasm[name]))
  agree('has a prototype with the members of the standard', wasm => members(wasm[name].prototype))
  agree('has a tag', wasm => String(wasm[name].prototype))
  agree('cannot be called', wasm => (wasm[name] as unknown as () => unknown)())
  agree('is no argument for its own methods', wasm => {
    const accessor = Object.values(Object.getOwnPropertyDescriptors(wasm[name].prototype)).find(
      ({ get }) => get,
    )
    return accessor?.get?.call(wasm[name].prototype)
  })
})

const functions = ['validate', 'compile', 'instantiate', 'compileStreaming', 'instantiateStreaming'] as const

describe.each(functions)('%s', name => {
  agree('is a property that can be enumerated', wasm => attributes(wasm, name))
  agree('is no constructor', wasm => Reflect.construct(wasm[name] as never, []))
})

describe('the namespace', () => {
  agree('has a tag', wasm => String(wasm))
  agree('enumerates its functions only', wasm => Object.keys(wasm).sort())
  test.each([...classes, ...errors])('has %s as a hidden property', name => {
    expect(attributes(ours, name).flags).toEqual(attributes(native, name).flags)
  })
  test('uses nothing of the host', () => {
    for (const name of [...classes, ...errors]) expect(ours[name]).not.toBe(native[name])
  })
})

describe.each(errors)('%s', name => {
  agree('is an Error', wasm => {
    const error = new wasm[name]('why')
    return [error instanceof Error, String(error), error.message, 'stack' in error]
  })
  agree('has a prototype of its own', (wasm: Namespace) =>
    errors.map(other => new wasm[name]('') instanceof wasm[other]),
  )
})

test('a class can be extended', () => {
  class Counted extends ours.Memory {
    grown = 0
    override grow(delta: unknown): number {
      this.grown++
      return super.grow(delta)
    }
  }
  const memory = new Counted({ initial: 1 })
  expect(memory.grow(2)).toBe(1)
  expect([memory.grown, memory.buffer.byteLength, memory instanceof ours.Memory]).toEqual([
    1,
    3 * 65536,
    true,
  ])
})
