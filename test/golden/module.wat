;; The whole text of a module: what surrounds its functions is one strict function that is given what it is
;; linked with. State comes first, then the helpers that are needed, then the functions.
;; print: module
;; call: run(7)
;; call: run(0)
(module
  (type $pair (func (param i32) (result i32)))
  (import "host" "log" (func $log (param i32) (result i32)))
  (memory 1 2)
  (table 1 1 funcref)
  (elem (i32.const 0) $divide)
  (data $seven "7")
  (global $n (mut i64) (i64.const 5))
  (func $divide (type $pair)
    (i32.div_u (i32.const 100) (local.get 0)))
  (func (export "run") (param i32) (result i32)
    (i32.store (i32.const 0) (i32.wrap_i64 (global.get $n)))
    (call $log (call_indirect (type $pair) (local.get 0) (i32.load8_u (i32.const 1))))))
