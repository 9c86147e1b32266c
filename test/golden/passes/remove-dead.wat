;; What nobody uses goes, but for what may trap.
;; product: whole
(module
  (func (param i32 i32) (result i32)
    (drop (i32.mul (local.get 0) (i32.const 7)))
    (drop (i32.div_u (local.get 0) (local.get 1)))
    (local.get 1)))
