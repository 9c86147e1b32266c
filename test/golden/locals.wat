;; Reading a local costs nothing where it is used. Only a local that is written while its old value still lies
;; on the stack is copied first.
;; call: swap(3, 4)
;; call: old(5)
;; call: tee(6)
(module
  (func (export "swap") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    local.set 0
    local.set 1
    (i32.sub (local.get 0) (local.get 1)))

  (func (export "old") (param i32) (result i32)
    local.get 0
    (local.set 0 (i32.add (local.get 0) (i32.const 1)))
    local.get 0
    i32.mul)

  (func (export "tee") (param i32) (result i32) (local i32 i64 f64)
    (i32.add (local.tee 1 (i32.mul (local.get 0) (local.get 0))) (local.get 1))))
