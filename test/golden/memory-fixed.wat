;; A memory that can never change its size has one view for ever, which the functions share.
;; call: add(8, 1234)
;; call: add(8, 1)
;; call: add(65533, 1)
(module
  (memory 1 1)
  (func (export "add") (param i32 i32) (result i32)
    (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (local.get 1)))
    (i32.load (local.get 0))))
