;; A global is a variable of the closure, two for an i64. One that others can reach lives in a box.
;; call: next()
;; call: next()
;; call: shared(5)
;; call: shared(6)
(module
  (global $count (mut i64) (i64.const 0xffffffff))
  (global $shared (export "global") (mut i32) (i32.const 1))
  (func (export "next") (result i64)
    (global.set $count (i64.add (global.get $count) (i64.const 1)))
    (global.get $count))

  (func (export "shared") (param i32) (result i32)
    (global.get $shared)
    (global.set $shared (local.get 0))))
