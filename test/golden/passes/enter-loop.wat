;; What goes on at the inner loop: the code before it is skipped the first time, and runs when the outer one comes back.
;; product: from a loop
;; loop: 1
(module
  (func (param i32 i32)
    (loop $outer
      (local.set 1 (i32.const 10))
      (loop $inner
        (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
        (br_if $inner (local.get 1)))
      (br_if $outer (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
