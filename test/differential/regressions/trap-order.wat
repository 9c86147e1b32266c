;; The first trap is the one that is seen, even if its instruction's value is used later than the second one's.
(module
  (memory 1)
  (func (export "conversion") (result i32)
    (i32.trunc_f32_s (f32.const nan))
    (drop (i32.load (i32.const -1))))
  (func (export "division") (result i64)
    (i64.rem_s (i64.const 1) (i64.const 0))
    (i64.div_u (i64.load16_s (i32.const -1)) (i64.const 0))
    (i64.div_s))
  (func (export "load") (result i32)
    (i32.load (i32.const -1))
    (drop (i32.div_u (i32.const 1) (i32.const 0)))))
