;; The interpreter leaves a loop below which an operand lies: the operand gets a local, by which it is passed on.
;; product: from a loop
;; loop: 0
(module
  (func (param i32 i32) (result i32)
    (i32.mul (local.get 0) (i32.const 3))
    (loop $again
      (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
      (br_if $again (local.get 1)))
    (i32.add (local.get 1))))
