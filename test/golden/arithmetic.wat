;; A function becomes a function, a local a variable, an expression an expression. What JavaScript cannot keep
;; to 32 bits by itself ends in `| 0`; unsigned operands get `>>> 0` where it matters. Division that may trap
;; is a helper's; by a constant other than 0 and -1 it cannot.
;; call: sum(2000000000, 2000000000, 3)
;; call: bits(-123456789, 5)
;; call: divisions(-7, 2)
;; call: divisions(-2147483648, -1)
;; call: divisions(1, 0)
;; call: by_ten(-99)
;; call: unsigned(-1, 1)
;; call: unsigned(1, -1)
;; call: truth(3, 0)
;; call: truth(0, 3)
;; call: truth(0, 0)
(module
  (func (export "sum") (param i32 i32 i32) (result i32)
    (i32.sub (i32.add (local.get 0) (local.get 1)) (i32.mul (local.get 1) (local.get 2))))

  (func (export "bits") (param i32 i32) (result i32)
    (i32.xor
      (i32.or
        (i32.shl (local.get 0) (local.get 1))
        (i32.shr_u (local.get 0) (i32.and (local.get 1) (i32.const 15))))
      (i32.rotl (i32.clz (local.get 0)) (i32.extend8_s (local.get 1)))))

  (func (export "divisions") (param i32 i32) (result i32)
    (i32.add (i32.div_s (local.get 0) (local.get 1)) (i32.rem_u (local.get 0) (local.get 1))))

  (func (export "by_ten") (param i32) (result i32)
    (i32.add (i32.div_s (local.get 0) (i32.const 10)) (i32.rem_u (local.get 0) (i32.const 10))))

  (func (export "unsigned") (param i32 i32) (result i32)
    (i32.add (i32.lt_u (local.get 0) (local.get 1)) (i32.eqz (i32.ge_s (local.get 0) (local.get 1)))))

  (func (export "truth") (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.eqz (i32.eqz (i32.gt_s (local.get 0) (local.get 1)))))
    (if (i32.and (i32.eqz (i32.eqz (local.get 0))) (i32.ne (local.get 1) (i32.const 3)))
      (then (local.set 2 (i32.add (local.get 2) (i32.const 10)))))
    (i32.eqz (i32.eqz (i32.eqz (i32.eqz (local.get 2)))))
    (i32.mul (i32.const 2))
    (i32.add (local.get 2))))
