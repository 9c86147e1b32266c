// A guest that can change everything that an instance has, and show it.
import { assemble } from '../wat.js'

const source = `(module
  (import "host" "call" (func $call (param i32) (result i32)))
  (memory (export "memory") 2 6)
  (global $pointer (mut i32) (i32.const 65536))
  (global $long (mut i64) (i64.const 0x123456789abcdef0))
  (global $single (mut f32) (f32.const 1.5))
  (global $double (mut f64) (f64.const -2.25))
  (global $function (mut funcref) (ref.func $one))
  (global $anything (mut externref) (ref.null extern))
  (global $counter (export "counter") (mut i64) (i64.const 7))
  (global (export "fixed") i32 (i32.const 99))
  (table $functions (export "functions") 6 24 funcref)
  (table $things (export "things") 3 12 externref)
  (elem (table $functions) (i32.const 0) func $one $two $call)
  (elem $some func $two $one $two)
  (data (i32.const 16) "what it begins with")
  (data (i32.const 70000) "\\01\\02\\03")
  (data $bytes "passive bytes")
  (type $nullary (func (result i32)))
  (func $one (export "one") (result i32) (i32.const 1))
  (func $two (result i32) (i32.const 2))

  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "store8") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i32) (memory.size))
  (func (export "init") (param i32) (memory.init $bytes (local.get 0) (i32.const 0) (i32.const 5)))
  (func (export "drop") (data.drop $bytes))

  (func (export "set pointer") (param i32) (global.set $pointer (local.get 0)))
  (func (export "set long") (param i64) (global.set $long (local.get 0)))
  (func (export "set floats") (param f32 f64)
    (global.set $single (local.get 0)) (global.set $double (local.get 1)))
  (func (export "set function") (param i32) (global.set $function (table.get $functions (local.get 0))))
  (func (export "set anything") (param externref) (global.set $anything (local.get 0)))
  (func (export "set counter") (param i64) (global.set $counter (local.get 0)))
  (func (export "globals") (result i32 i64 i32 i64 funcref externref i64)
    (global.get $pointer) (global.get $long)
    (i32.reinterpret_f32 (global.get $single)) (i64.reinterpret_f64 (global.get $double))
    (global.get $function) (global.get $anything) (global.get $counter))

  (func (export "set entry") (param i32 funcref) (table.set $functions (local.get 0) (local.get 1)))
  (func (export "fill entries") (param i32 i32)
    (table.fill $functions (local.get 0) (ref.func $two) (local.get 1)))
  (func (export "grow functions") (param i32) (result i32)
    (table.grow $functions (ref.func $one) (local.get 0)))
  (func (export "init entries") (param i32)
    (table.init $functions $some (local.get 0) (i32.const 0) (i32.const 3)))
  (func (export "drop entries") (elem.drop $some))
  (func (export "set thing") (param i32 externref) (table.set $things (local.get 0) (local.get 1)))
  (func (export "grow things") (param i32 externref) (result i32)
    (table.grow $things (local.get 1) (local.get 0)))
  (func (export "function at") (param i32) (result funcref) (table.get $functions (local.get 0)))
  (func (export "call at") (param i32) (result i32)
    (call_indirect $functions (type $nullary) (local.get 0)))

  (func (export "call") (param i32) (result i32)
    (global.set $pointer (i32.sub (global.get $pointer) (i32.const 16)))
    (call $call (local.get 0))
    (global.set $pointer (i32.add (global.get $pointer) (i32.const 16))))
  (func (export "trap")
    (global.set $pointer (i32.sub (global.get $pointer) (i32.const 16)))
    (i32.store (global.get $pointer) (i32.const -1))
    unreachable)
  (func (export "divide") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
  (func $recurse (export "recurse") (param i32) (result i32)
    (global.set $pointer (i32.sub (global.get $pointer) (i32.const 1)))
    (if (result i32) (local.get 0)
      (then (i32.add (i32.const 1) (call $recurse (i32.sub (local.get 0) (i32.const 1)))))
      (else (i32.const 0))))
  (func (export "sum") (param i32 i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.or (local.get $sum) (i32.load8_u (local.get 0))))
      (local.set 0 (i32.add (local.get 0) (i32.const 1)))
      (br_if $next (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (local.get $sum))
  (func (export "work") (param i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load8_u (i32.and (local.get 0) (i32.const 0x1ffff)))))
      (i32.store (i32.const 200) (local.get $sum))
      (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get $sum)))`

export const bytes = await assemble(source)

type Call = (...values: unknown[]) => unknown

/** What it exports, as the tests use it. */
export type Exports = Readonly<Record<string, Call>> & {
  readonly memory: { readonly buffer: ArrayBuffer; grow(delta: number): number }
  readonly counter: { value: bigint }
  readonly functions: { readonly length: number; get(index: number): Call | null }
  readonly things: { readonly length: number; get(index: number): unknown }
}

/** How a call ended. */
export function attempt(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? error.name : error
  }
}

interface Readable {
  readonly exports: object
  read(at: number, length: number): Uint8Array
}

const pageSize = 65536

/** All that can be seen of an instance; what looking changes is changed last. */
export function observe(guest: Readable): Readonly<Record<string, unknown>> {
  const exports = guest.exports as Exports
  const { functions, things, counter } = exports
  const pages = exports.size!() as number
  const bytes = guest.read(0, pages * pageSize)
  const words = exports.globals!() as unknown[]
  const entries = Array.from({ length: functions.length }, (_, i) => attempt(() => exports['call at']!(i)))
  const held = Array.from({ length: things.length }, (_, i) => things.get(i))
  return {
    ...{ pages, bytes, entries, held, counter: counter.value },
    globals: words.map(word => (typeof word === 'function' ? (word as Call)() : word)),
    elements: [attempt(() => exports['init entries']!(0)), attempt(() => exports['call at']!(0))],
    data: [attempt(() => exports.init!(0)), [...guest.read(0, 5)]],
  }
}

/** The bytes as a number, so that thousands can be compared and one be printed. */
export function same(one: Readonly<Record<string, unknown>>, other: typeof one): boolean {
  const [a, b] = [one.bytes as Uint8Array, other.bytes as Uint8Array]
  const rest = ({ bytes: _, ...others }: typeof one): string =>
    JSON.stringify(others, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value))
  return Buffer.compare(a, b) === 0 && rest(one) === rest(other)
}
