;; One comparison of type numbers finds all that can be wrong with an indirect call: no element, an empty one,
;; another type. Which it was, the helper finds out. The arguments wait until the callee is known to be one, so
;; those with effects are computed before.
;; call: apply(0, 5)
;; call: apply(1, 5)
;; call: apply(2, 5)
;; call: apply(3, 5)
;; call: apply(4, 5)
(module
  (type $unary (func (param i32) (result i32)))
  (table 4 4 funcref)
  (elem (i32.const 0) $double $square $constant)
  (func $double (type $unary) (i32.mul (local.get 0) (i32.const 2)))
  (func $square (type $unary) (i32.mul (local.get 0) (local.get 0)))
  (func $constant (result i32) (i32.const 9))
  (func (export "apply") (param i32 i32) (result i32)
    (i32.add
      (call_indirect (type $unary) (call $double (local.get 1)) (local.get 0))
      (i32.const 1))))
