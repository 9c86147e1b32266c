;; Whatever may grow the memory is a statement, and the copy of the view is read again behind it.
;; call: grow(1)
;; call: around(65536)
;; call: around(131072)
(module
  (memory 1)
  (func $grow (export "grow") (param i32) (result i32)
    (i32.store (i32.const 0) (memory.grow (local.get 0)))
    (i32.add (i32.mul (memory.size) (i32.const 10)) (i32.load (i32.const 0))))

  (func (export "around") (param i32) (result i32)
    (i32.store (local.get 0) (i32.const 77))
    (i32.add (call $grow (i32.const 1)) (i32.load (local.get 0)))))
