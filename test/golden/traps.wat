;; A trap within a loop leaves it by a `break`: V8 knows that way out, and not that of a call that has never been made.
;; call: search(3)
;; call: search(9)
;; call: each(0, 2)
;; call: each(0, 3)
;; call: each(0, 4)
;; call: both(1)
;; call: both(2)
;; call: both(5)
(module
  (type $none (func (result i32)))
  (table 4 funcref)
  (table $other 1 funcref)
  (elem (i32.const 0) $three $five)
  (elem (i32.const 3) $takes)
  (memory 1)
  (func $three (result i32) (i32.const 3))
  (func $five (result i32) (i32.const 5))
  (func $takes (param i32))

  (func (export "search") (param i32) (result i32) (local i32)
    (loop $next
      (if (i32.ge_u (local.get 1) (i32.const 5)) (then unreachable))
      (local.set 1 (i32.add (local.get 1) (i32.const 1)))
      (br_if $next (i32.ne (local.get 0) (local.get 1))))
    (i32.store (i32.const 0) (local.get 1))
    (i32.load (i32.const 0)))

  (func (export "each") (param i32 i32) (result i32) (local i32)
    (loop $next
      (local.set 2 (i32.add (local.get 2) (call_indirect (type $none) (local.get 0))))
      (local.set 0 (i32.add (local.get 0) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get 0) (local.get 1))))
    (local.get 2))

  (func (export "both") (param i32) (result i32)
    (loop $next
      (block $out
        (br_if $out (i32.eq (local.get 0) (i32.const 4)))
        (drop (call_indirect (type $none) (i32.sub (local.get 0) (i32.const 1))))
        (if (i32.gt_u (local.get 0) (i32.const 4)) (then unreachable))
        (local.set 0 (i32.add (local.get 0) (i32.const 2)))
        (br_if $next (i32.lt_u (local.get 0) (i32.const 4)))
        (drop (call_indirect $other (type $none) (i32.const 0)))))
    (call_indirect $other (type $none) (i32.const 7))))
