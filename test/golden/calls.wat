;; Calls happen in the order of wasm. An expression waits until it is used, unless something comes in between
;; that must not overtake it: then it is computed where it stood.
;; call: nested()
;; call: kept(3)
;; call: trap_first(0)
;; call: global()
(module
  (import "host" "log" (func $log (param i32) (result i32)))
  (global $g (mut i32) (i32.const 1))
  (func (export "nested") (result i32)
    (i32.sub
      (call $log (i32.add (call $log (i32.const 1)) (call $log (i32.const 2))))
      (call $log (i32.const 4))))

  (func (export "kept") (param i32) (result i32)
    (call $log (local.get 0))
    (drop (call $log (i32.const 2)))
    (call $log (i32.const 3))
    i32.sub)

  (func (export "trap_first") (param i32) (result i32)
    (i32.div_s (i32.const 1) (local.get 0))
    (drop (call $log (i32.const 1))))

  (func $bump (result i32)
    (global.set $g (i32.add (global.get $g) (i32.const 1)))
    (global.get $g))

  (func (export "global") (result i32)
    (i32.sub (global.get $g) (i32.mul (call $bump) (global.get $g)))))
