;; A function reference is an object with its code in it; tables are asked by their methods.
;; call: set(1)
;; call: is_null(1)
;; call: is_null(0)
;; call: call(1)
;; call: grow(3)
;; call: is_null(4)
;; call: is_null(9)
(module
  (table $t 2 funcref)
  (elem declare func $answer)
  (func $answer (result i32) (i32.const 42))
  (func (export "set") (param i32)
    (table.set $t (local.get 0) (ref.func $answer)))

  (func (export "is_null") (param i32) (result i32)
    (ref.is_null (table.get $t (local.get 0))))

  (func (export "call") (param i32) (result i32)
    (call_indirect (result i32) (local.get 0)))

  (func (export "grow") (param i32) (result i32)
    (drop (table.grow $t (ref.null func) (local.get 0)))
    (table.size $t)))
