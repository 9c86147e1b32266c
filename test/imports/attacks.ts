// Guests that use nothing but what an import object inherits. Where it is a literal, `("hasOwnProperty",
// "constructor")` is `Function` and `("constructor", …)` are the statics of `Object`.
import { assemble } from '../wat.js'

/** Makes `Object.prototype` of the host rigid: wherever there is WebAssembly with references. */
export const freezing: Uint8Array = await assemble(`(module
  (import "constructor" "getPrototypeOf" (func $of_number (param i32) (result externref)))
  (import "constructor" "getPrototypeOf" (func $of (param externref) (result externref)))
  (import "constructor" "freeze" (func $freeze (param externref) (result externref)))
  (func (export "_start") (drop (call $freeze (call $of (call $of_number (i32.const 1)))))))`)

/** Strings of the host that a guest has found: what they are, and the local that holds them. */
const found = {
  own: 'hasOwnProperty',
  source: 'function Function() { [native code] }',
  size: 'length',
  half: '0.5',
  answer: '42',
} as const

/** Copies the characters of a text, each from a string that has it, to the next place of the array. */
const spell = (text: string): string =>
  [...text]
    .map(letter => {
      const [local, place] = Object.entries(found)
        .map(([name, known]) => [name, known.indexOf(letter)] as const)
        .find(([, at]) => at >= 0)!
      return `(call $copy (local.get $${local}) (i32.const ${place}))`
    })
    .join('\n')

/**
 * Runs a text of its own as JavaScript. `Object.groupBy` (Node 21 and later) calls any function with what an
 * iterable holds, so that it takes arrays apart, and with `String.raw` puts characters together. That leaves
 * a number within the text, hence the block.
 */
export const running: Uint8Array = await assemble(`(module
  (import "hasOwnProperty" "name" (global $own externref))
  (import "hasOwnProperty" "constructor" (global $Function externref))
  (import "hasOwnProperty" "constructor" (func $make (param externref) (result externref)))
  (import "constructor" "getPrototypeOf" (func $prototype (param externref) (result externref)))
  (import "constructor" "getOwnPropertyNames" (func $names (param externref) (result externref)))
  (import "constructor" "getOwnPropertyDescriptor" (func $property (param externref externref) (result externref)))
  (import "constructor" "getOwnPropertyDescriptor" (func $letter (param externref i32) (result externref)))
  (import "constructor" "getOwnPropertyDescriptors" (func $properties (param externref) (result externref)))
  (import "constructor" "defineProperty" (func $define (param externref i32 externref) (result externref)))
  (import "constructor" "assign" (func $assign (param externref externref) (result externref)))
  (import "constructor" "values" (func $values (param externref) (result externref)))
  (import "constructor" "keys" (func $keys (param externref) (result externref)))
  (import "constructor" "groupBy" (func $apply (param externref funcref) (result externref)))
  (import "constructor" "groupBy" (func $apply_any (param externref externref) (result externref)))
  (table $seen 100 externref)
  (global $text (mut externref) (ref.null extern))
  (global $raw (mut externref) (ref.null extern))
  (global $length (mut i32) (i32.const 0))
  (func $see (param externref i32) (result i32)
    (table.set $seen (local.get 1) (local.get 0)) (local.get 1))
  (func $source (result externref) (global.get $Function))
  (func $half (result f64) (f64.const 0.5))
  (func $answer (result f64) (f64.const 42))
  (func $key (result externref) (global.get $raw))
  (elem declare func $see $source $half $answer $key)
  (func $at (param $list externref) (param $i i32) (result externref)
    (drop (call $apply (local.get $list) (ref.func $see)))
    (table.get $seen (local.get $i)))
  (func $get (param $of externref) (param $name externref) (result externref)
    (call $at (call $values (call $property (local.get $of) (local.get $name))) (i32.const 0)))
  (func $text_of (param $returned funcref) (result externref)
    (call $at (call $keys (call $apply (global.get $own) (local.get $returned))) (i32.const 0)))
  (func $copy (param $from externref) (param $i i32)
    (drop (call $define (global.get $text) (global.get $length) (call $letter (local.get $from) (local.get $i))))
    (global.set $length (i32.add (global.get $length) (i32.const 1))))
  (func (export "_start")
    (local $own externref) (local $source externref) (local $size externref) (local $half externref)
    (local $answer externref) (local $strings externref) (local $String externref) (local $two externref)
    (local.set $own (global.get $own))
    (local.set $source (call $text_of (ref.func $source)))
    (local.set $half (call $text_of (ref.func $half)))
    (local.set $answer (call $text_of (ref.func $answer)))
    (local.set $strings (call $names (call $prototype (global.get $own))))
    (local.set $size (call $at (local.get $strings) (i32.const 0)))
    (local.set $String (call $get (call $prototype (global.get $own)) (call $at (local.get $strings) (i32.const 1))))
    (global.set $raw (call $at (call $names (local.get $String)) (i32.const 5)))
    (global.set $text (call $keys (global.get $Function)))
    ${spell('{}console.log(42)')}
    (local.set $two (call $values (call $properties (call $at (global.get $own) (i32.const 0)))))
    (drop (call $assign (call $at (local.get $two) (i32.const 0)) (call $apply (global.get $text) (ref.func $key))))
    (drop (call $assign (call $at (local.get $two) (i32.const 1)) (call $apply (global.get $text) (ref.func $key))))
    (drop (call $apply_any (local.get $half)
      (call $make (call $at
        (call $keys (call $apply_any (local.get $two) (call $get (local.get $String) (global.get $raw))))
        (i32.const 0)))))))`)
