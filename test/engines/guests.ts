// The guests of all engines: four kernels, each about another kind of work, a module that fails in every way that the
// standard has, and the plug-in that crosses between wasm and JavaScript.
import { plugin } from '../places/plugin.js'
import { assemble } from '../wat.js'

const kernels = await assemble(`(module
  (memory (export "memory") 2)
  (type $step (func (param i32) (result i32)))
  (table funcref (elem $half $more))
  (func $half (param i32) (result i32) (i32.shr_u (local.get 0) (i32.const 1)))
  (func $more (param i32) (result i32)
    (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const 1)))

  (; The primes below a number, crossed out in memory. ;)
  (func (export "primes") (param $n i32) (result i32) (local $i i32) (local $j i32) (local $count i32)
    (local.set $i (i32.const 2))
    (loop $next
      (if (i32.eqz (i32.load8_u (local.get $i)))
        (then
          (local.set $count (i32.add (local.get $count) (i32.const 1)))
          (local.set $j (local.get $i))
          (loop $cross
            (i32.store8 (local.get $j) (i32.const 1))
            (br_if $cross
              (i32.lt_u (local.tee $j (i32.add (local.get $j) (local.get $i))) (local.get $n))))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $count))

  (; All that 64 bits can do, in a chain. ;)
  (func (export "mix") (param $n i32) (param $x i64) (result i64) (local $y i64)
    (local.set $y (i64.const 0x9e3779b97f4a7c15))
    (loop $next
      (local.set $x (i64.mul (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 29)))
        (i64.const 0xbf58476d1ce4e5b9)))
      (local.set $y (i64.rotl (i64.add (local.get $y) (local.get $x)) (i64.const 17)))
      (local.set $x (i64.add (local.get $x) (i64.div_s (local.get $y) (i64.const 1000003))))
      (local.set $x (i64.xor (local.get $x) (i64.rem_u (local.get $y) (i64.const 65537))))
      (local.set $x (i64.add (local.get $x) (i64.popcnt (local.get $y))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))

  (; Sums that depend on how each step is rounded. ;)
  (func (export "sums") (param $n i32) (result f64) (local $a f32) (local $b f64) (local $x f64)
    (loop $next
      (local.set $x (f64.convert_i32_u (local.get $n)))
      (local.set $b (f64.add (local.get $b) (f64.div (f64.const 1) (f64.sqrt (local.get $x)))))
      (local.set $a (f32.add (local.get $a)
        (f32.div (f32.const 1) (f32.nearest (f32.demote_f64 (f64.mul (local.get $x) (f64.const 1.5)))))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (f64.add (f64.promote_f32 (local.get $a)) (local.get $b)))

  (; How many steps it takes to 1, by calls through a table. ;)
  (func (export "collatz") (param $n i32) (result i32) (local $count i32)
    (block $end
      (loop $next
        (br_if $end (i32.eq (local.get $n) (i32.const 1)))
        (local.set $count (i32.add (local.get $count) (i32.const 1)))
        (local.set $n (call_indirect (type $step) (local.get $n) (i32.and (local.get $n) (i32.const 1))))
        (br $next)))
    (local.get $count)))`)

const traps = await assemble(`(module
  (memory 1)
  (type $none (func))
  (type $other (func (param i32)))
  (table 3 funcref)
  (elem (i32.const 0) $nothing)
  (func $nothing)
  (func (export "unreachable") unreachable)
  (func (export "divide by zero") (drop (i32.div_s (i32.const 1) (i32.const 0))))
  (func (export "divide 64 bits by zero") (drop (i64.rem_u (i64.const 1) (i64.const 0))))
  (func (export "overflow") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
  (func (export "truncate NaN") (drop (i32.trunc_f64_s (f64.const nan))))
  (func (export "truncate too much") (drop (i64.trunc_f32_u (f32.const 2e19))))
  (func (export "load behind the end") (drop (i64.load (i32.const 65529))))
  (func (export "load far behind the end") (drop (i32.load offset=4294967295 (i32.const -1))))
  (func (export "store behind the end") (i32.store16 (i32.const 65535) (i32.const 1)))
  (func (export "copy behind the end") (memory.copy (i32.const 65530) (i32.const 0) (i32.const 7)))
  (func (export "call null") (call_indirect (type $none) (i32.const 1)))
  (func (export "call behind the end") (call_indirect (type $none) (i32.const 3)))
  (func (export "call another type") (call_indirect (type $other) (i32.const 0) (i32.const 0)))
  (func $deep (export "call without end") (call $deep) (call $deep))
  (func (export "nothing") (call_indirect (type $none) (i32.const 0))))`)

/** What comes back of a NaN that was only moved. */
const bits = await assemble(`(module
  (memory 1)
  (func (export "f32") (param i32) (result i32)
    (f32.store (i32.const 0) (f32.reinterpret_i32 (local.get 0)))
    (i32.reinterpret_f32 (f32.load (i32.const 0))))
  (func (export "f64") (param i64) (result i64)
    (f64.store (i32.const 0) (f64.reinterpret_i64 (local.get 0)))
    (i64.reinterpret_f64 (f64.load (i32.const 0)))))`)

/** By their names. */
export const guests = { plugin, kernels, traps, bits } as const
