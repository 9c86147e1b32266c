;; An f32 that is computed with may be loaded as a number; one that is only copied keeps the bits of its NaN.
;; product: whole
(module
  (memory 1)
  (func (param i32)
    (f32.store offset=4 (local.get 0) (f32.load (local.get 0)))
    (f32.store offset=12 (local.get 0) (f32.add (f32.load offset=8 (local.get 0)) (f32.const 1)))))
