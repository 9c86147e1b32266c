// A second instance begins by what has been found out beforehand (src/instance/blueprint.ts): with the same
// memory and the same tables as the first one, and as one of the host's engine.
import { describe, expect, test } from 'vitest'
import type { Memory as MemoryObject } from '#src/namespace/memory.js'
import type { Table as TableObject } from '#src/namespace/table.js'
import { faultKind } from '../differential/faults.js'
import { type Engine, ours, reference } from '../tiers/tiers.js'
import { assemble } from '../wat.js'

const table = `(table (export "table") 8 funcref)
  (type $number (func (result i32)))
  (func (export "call") (param i32) (result i32) (call_indirect (type $number) (local.get 0)))
  (func $one (export "one") (result i32) (i32.const 1))
  (func $two (result i32) (i32.const 2))`

// biome-ignore format: a table
const modules = {
  'segments that follow each other':     '(memory (export "memory") 1) (data (i32.const 8) "abc") (data (i32.const 11) "def") (data (i32.const 4000) "g")',
  'segments that overlap, backwards':    '(memory (export "memory") 1) (data (i32.const 8) "abcdef") (data (i32.const 9) "xy") (data (i32.const 0) "0123456789")',
  'the last byte of a memory':           '(memory (export "memory") 1) (data (i32.const 65535) "a")',
  'data in somebody else’s memory':      '(import "host" "memory" (memory 1)) (data (i32.const 4) "ab") (data (i32.const 8) "cd") (data (i32.const 10) "ef")',
  'data behind the end':                 '(import "host" "memory" (memory 1)) (data (i32.const 4) "ab") (data (i32.const 65535) "cd")',
  'data where a global says':            '(import "host" "base" (global $base i32)) (import "host" "memory" (memory 1)) (data (global.get $base) "ab")',
  'passive data':                        '(memory (export "memory") 1) (data $d "abc") (func (export "call") (param i32) (result i32) (memory.init $d (i32.const 0) (i32.const 0) (i32.const 3)) (data.drop $d) (i32.load (i32.const 0)))',
  'elements with holes':                 `${table} (elem (i32.const 1) $one $two) (elem (i32.const 5) $two)`,
  'elements over others':                `${table} (elem (i32.const 1) $one $two $two) (elem (i32.const 2) $one)`,
  'elements behind the end':             `${table} (elem (i32.const 7) $one $two)`,
  'an imported function as an element':  `(import "host" "five" (func $five (result i32))) ${table} (elem (i32.const 0) $five $one)`,
  'passive elements':                    `${table} (elem $e func $one $two) (elem (i32.const 3) $two) (func (export "init") (table.init $e (i32.const 0) (i32.const 0) (i32.const 2)) (elem.drop $e))`,
  'elements in somebody else’s table':   `(import "host" "table" (table 8 funcref)) (type $number (func (result i32))) (func $one (result i32) (i32.const 1)) (elem (i32.const 2) $one) (func (export "call") (param i32) (result i32) (call_indirect (type $number) (local.get 0)))`,
  'numbers in a table of anything':      `(table $any (export "any") 4 externref) (func (export "put") (param externref) (table.set $any (i32.const 1) (local.get 0))) (func (export "get") (result externref) (table.get $any (i32.const 1)))`,
} as const

type Exports = Readonly<Record<string, (...values: unknown[]) => unknown>>

/** Does something; gives what comes of it. */
function attempt(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return faultKind(error)
  }
}

function entriesOf(shown: TableObject, exports: Exports): readonly unknown[] {
  return Array.from({ length: shown.length }, (_, i) => {
    const entry = shown.get(i)
    const again = shown.get(i) === entry
    return [entry === exports.one ? 'one' : typeof entry, again, attempt(() => (entry as () => unknown)?.())]
  })
}

/** What can be seen of one instance, and of what it was given. */
function look({ wasm }: Engine, module: object): readonly unknown[] {
  const memory = new wasm.Memory({ initial: 1 })
  new Uint8Array(memory.buffer).fill(0x2e, 0, 32)
  const table = new wasm.Table({ element: 'anyfunc', initial: 8 })
  const host = { memory, table, base: 16, five: () => 5 }
  const seen: unknown[] = [attempt(() => void new wasm.Instance(module, { host }))]
  seen.push(Buffer.from(memory.buffer).toString('latin1').slice(0, 64), table.get(2) === null)
  if (seen[0] !== undefined) return seen
  const exports = new wasm.Instance(module, { host }).exports as unknown as Exports
  const own = exports as unknown as { memory?: MemoryObject; table?: TableObject }
  for (const number of [0, 1, 2, 3, 5, 7]) seen.push(attempt(() => exports.call?.(number)))
  seen.push(own.table && entriesOf(own.table, exports))
  seen.push(
    attempt(() => exports.init?.()),
    attempt(() => exports.init?.()),
  )
  for (const number of [0, 1, 2]) seen.push(attempt(() => exports.call?.(number)))
  seen.push(
    attempt(() => exports.put?.(0)),
    attempt(() => exports.get?.()),
  )
  if (own.memory) seen.push(Buffer.from(own.memory.buffer).toString('base64'))
  return seen
}

const ways = [ours(['default']), ours(['default', 'shared']), ours(['eager', 'shared']), ours(['alone'])]

describe.each(Object.entries(modules))('%s', (_, text) => {
  test.each(ways)('$name', async engine => {
    const bytes = await assemble(`(module ${text})`)
    const [native, module] = [reference.module(bytes), engine.module(bytes.slice())]
    const expected = look(reference, native)
    for (let i = 0; i < 3; i++) expect(look(engine, module)).toEqual(expected)
  })
})
