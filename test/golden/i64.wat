;; An i64 is two words, low and high. Carries come from a comparison; shifts by a constant are spelt out, by
;; anything else helpers; a comparison asks the high words first. The high word of a product is found from a
;; double, and that of a sum of products once for all of them. The high word of a result goes by way of a register.
;; call: add(0xffffffffn, 0x100000001n)
;; call: sub(0n, 1n)
;; call: mul(0x123456789abcdefn, -0x3333333333333333n)
;; call: dot(-0x80000000, -0x80000000, 0x7fffffff, 0x7fffffff, -1n)
;; call: shifts(0x123456789abcdefn)
;; call: shift(-0x123456789abcdefn, 35n)
;; call: less(-1n, 1n)
;; call: less(0x100000000n, 0x100000001n)
;; call: negative(-1n)
;; call: divide(-100n, 7n)
;; call: divide(1n, 0n)
;; call: extend(-5)
;; call: float(-9007199254740993n)
(module
  (func (export "add") (param i64 i64) (result i64)
    (i64.add (local.get 0) (local.get 1)))

  (func (export "sub") (param i64 i64) (result i64)
    (i64.sub (local.get 0) (local.get 1)))

  (func (export "mul") (param i64 i64) (result i64)
    (i64.mul (local.get 0) (local.get 1)))

  (func (export "dot") (param i32 i32 i32 i32 i64) (result i64)
    (i64.add
      (i64.add
        (i64.mul (i64.extend_i32_s (local.get 0)) (i64.extend_i32_s (local.get 1)))
        (i64.mul (i64.extend_i32_s (local.get 2)) (i64.extend_i32_s (local.get 3))))
      (local.get 4)))

  (func (export "shifts") (param i64) (result i64)
    (i64.xor
      (i64.shl (local.get 0) (i64.const 12))
      (i64.rotl (i64.shr_s (local.get 0) (i64.const 40)) (i64.const 32))))

  (func (export "shift") (param i64 i64) (result i64)
    (i64.shr_u (local.get 0) (local.get 1)))

  (func (export "less") (param i64 i64) (result i32)
    (if (result i32) (i64.lt_s (local.get 0) (local.get 1))
      (then (i32.const 10))
      (else (i64.ge_u (local.get 0) (local.get 1)))))

  (func (export "negative") (param i64) (result i32)
    (i64.lt_s (local.get 0) (i64.const 0)))

  (func (export "divide") (param i64 i64) (result i64)
    (i64.div_s (local.get 0) (local.get 1)))

  (func (export "extend") (param i32) (result i64)
    (i64.or (i64.extend_i32_u (local.get 0)) (i64.const 0x4000000000)))

  (func (export "float") (param i64) (result f64)
    (f64.convert_i64_s (local.get 0))))
