;; A memory is a DataView. The address is made unsigned, so that with its offset it never wraps; what is out of
;; bounds is the view's own RangeError, which the boundary turns into the trap. An i64 is stored high word first:
;; if that is out of bounds, nothing has been written. This memory can grow, so the functions copy its view.
;; call: store(16, 0x1122334455667788n)
;; call: load(16)
;; call: load(65533)
;; call: load(-4)
;; call: store(65524, 0x5555555555555555n)
;; call: load(65528)
;; call: constant()
;; call: widths(4)
(module
  (memory 1 2)
  (func (export "store") (param i32 i64)
    (i64.store offset=8 (local.get 0) (local.get 1)))

  (func (export "load") (param i32) (result i64)
    (i64.load offset=8 (local.get 0)))

  (func (export "constant") (result i32)
    (i32.store8 (i32.const 100) (i32.const 200))
    (i32.add (i32.load8_s offset=4 (i32.const 96)) (i32.load8_u (i32.const 100))))

  (func (export "widths") (param i32) (result i64)
    (i32.store16 offset=2 (local.get 0) (i32.const -2))
    (f64.store offset=32 (local.get 0) (f64.load (i32.const 0)))
    (i64.add (i64.load16_s offset=2 (local.get 0)) (i64.load32_u (local.get 0)))))
