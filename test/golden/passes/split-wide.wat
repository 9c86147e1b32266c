;; An i64 becomes two words; where range analysis knows that it fits in one, the other is a constant.
;; product: whole
(module
  (func (param i64 i32) (result i64)
    (i64.add (local.get 0) (i64.mul (i64.extend_i32_u (local.get 1)) (i64.const 4)))))
