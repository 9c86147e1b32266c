;; An access that has not trapped is proof that a smaller offset behind the same operand fits in a word.
;; product: whole
(module
  (memory 1)
  (func (param i32) (result i32)
    (i32.store offset=8 (local.get 0) (i32.const 1))
    (i32.add (i32.load offset=4 (local.get 0)) (i32.load offset=12 (local.get 0)))))
