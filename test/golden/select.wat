;; A select is `?:` where its operands have no effects; those that have are computed before.
;; call: least(3, -4)
;; call: wide(0n, 1)
;; call: load(0)
;; call: load(70000)
(module
  (memory 1 1)
  (data (i32.const 0) "abcd")
  (func (export "least") (param i32 i32) (result i32)
    (select (local.get 0) (local.get 1) (i32.lt_s (local.get 0) (local.get 1))))

  (func (export "wide") (param i64 i32) (result i64)
    (select (local.get 0) (i64.const -1) (local.get 1)))

  (func (export "load") (param i32) (result i32)
    (select (i32.const 1) (i32.load (local.get 0)) (i32.const 1))))
