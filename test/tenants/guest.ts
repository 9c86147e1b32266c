// A module whose instances find out whether any of them has ever seen what is another one's. Each has a number
// of its own and writes it wherever an instance can keep something: memory, globals that have variables,
// globals that others see, a table. Whenever its code goes on behind a call, all of that must be as it was.
//
// Whom it calls the host decides: `other` asks for it.
import { assemble } from '../wat.js'

/** How much of an instance is given from outside. */
export interface Shape {
  readonly importsTable?: boolean
  readonly importsMemory?: boolean
}

/** Where an instance's own number stands: so far apart that instances can have one memory. */
const home = (shape: Shape): string =>
  shape.importsMemory
    ? '(i32.add (i32.const 1024) (i32.mul (global.get $id) (i32.const 4096)))'
    : '(i32.const 1024)'

const text = (shape: Shape): string => `(module
  (type $visit (func (param i32) (result i32)))
  (import "host" "other" (func $other (param i32 i32) (result i32)))
  (import "host" "next" (func $next (param i32) (result i32)))
  ${shape.importsMemory ? '(import "host" "memory" (memory 1 64))' : ''}
  ${shape.importsTable ? '(import "host" "table" (table 24 funcref))' : ''}
  ${shape.importsMemory ? '' : '(memory (export "memory") 1 64)'}
  ${shape.importsTable ? '' : '(table (export "table") 24 funcref)'}
  (global $id (mut i32) (i32.const 0))
  (global $wide (mut i64) (i64.const 0))
  (global $real (mut f64) (f64.const 0))
  (global $faults (mut i32) (i32.const 0))
  (global $seen (export "seen") (mut i32) (i32.const 0))
  (elem declare func $visit)
  (func $home (result i32) ${home(shape)})
  (func (export "begin") (param $id i32)
    (global.set $id (local.get $id))
    (global.set $seen (local.get $id))
    (global.set $wide (i64.mul (i64.extend_i32_s (local.get $id)) (i64.const 0x100000001)))
    (global.set $real (f64.add (f64.convert_i32_s (local.get $id)) (f64.const 0.5)))
    (i32.store (call $home) (local.get $id))
    (i64.store offset=2000 (call $home) (global.get $wide)))
  (func $holds (param $me i32) (result i32)
    (i32.and
      (i32.and
        (i32.and (i32.eq (global.get $id) (local.get $me)) (i32.eq (global.get $seen) (local.get $me)))
        (i32.and
          (i64.eq (global.get $wide) (i64.mul (i64.extend_i32_s (local.get $me)) (i64.const 0x100000001)))
          (f64.eq (global.get $real) (f64.add (f64.convert_i32_s (local.get $me)) (f64.const 0.5)))))
      (i32.and
        (i32.eq (i32.load (call $home)) (local.get $me))
        (i64.eq (i64.load offset=2000 (call $home)) (global.get $wide)))))
  (func $check (param $me i32)
    (if (i32.eqz (call $holds (local.get $me)))
      (then (global.set $faults (i32.add (global.get $faults) (i32.const 1))))))
  (func (export "faults") (param $me i32) (result i32)
    (call $check (local.get $me))
    (global.get $faults))
  (func $visit (export "visit") (param $n i32) (result i32)
    (local $me i32) (local $sum i32) (local $i i32)
    (local.set $me (global.get $id))
    (call $check (local.get $me))
    (if (i32.le_s (local.get $n) (i32.const 0)) (then (return (local.get $me))))
    (i32.store offset=4 (call $home) (local.get $n))
    (local.set $sum (call $other (local.get $me) (i32.sub (local.get $n) (i32.const 1))))
    (call $check (local.get $me))
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (i32.load (call $home))))
      (br_if $again (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
    (i32.store offset=4 (call $home) (local.get $sum))
    (call $check (local.get $me))
    (i32.add (local.get $sum) (local.get $me)))
  (func (export "chain") (param $n i32) (result i32)
    (local $me i32) (local $sum i32)
    (local.set $me (global.get $id))
    (local.set $sum (call $next (local.get $n)))
    (call $check (local.get $me))
    (i32.add (local.get $sum) (i32.load (call $home))))
  (func (export "through") (param $at i32) (param $n i32) (result i32)
    (local $me i32) (local $sum i32)
    (local.set $me (global.get $id))
    (local.set $sum (call_indirect (type $visit) (local.get $n) (local.get $at)))
    (call $check (local.get $me))
    (i32.add (local.get $sum) (i32.load (call $home))))
  (func (export "place") (param $at i32) (table.set (local.get $at) (ref.func $visit)))
  (func (export "copy") (param $to i32) (param $from i32)
    (table.copy (local.get $to) (local.get $from) (i32.const 2)))
  (func (export "grow") (param $by i32) (result i32)
    (local $me i32) (local $before i32)
    (local.set $me (global.get $id))
    (local.set $before (memory.grow (local.get $by)))
    (call $check (local.get $me))
    (local.get $before))
  (func $deep (export "deep") (param $n i32) (result i32)
    (if (result i32) (i32.eqz (local.get $n))
      (then (call $visit (i32.const 2)))
      (else (i32.add (i32.const 1) (call $deep (i32.sub (local.get $n) (i32.const 1)))))))
  (func (export "trap") (param $n i32) (result i32)
    (i32.store offset=8 (call $home) (local.get $n))
    (i32.load (i32.sub (i32.const 0) (local.get $n)))))`

/** The module's bytes. */
export const guest = (shape: Shape = {}): Promise<Uint8Array> => assemble(text(shape), 'guest.wat')
