;; Beyond 2 GiB an address is a negative i32. The code is the same; the view of so large a memory knows. Near the
;; end of a small memory nothing negative is in bounds, and no sum of address and offset wraps.
;; call: ints(-2147483648)
;; call: ints(-2147418116)
;; call: ints(-2147418115)
;; call: ints(-4)
;; call: ints(2147483646)
;; call: floats(-2147483640)
;; call: offset(-2147483644)
;; call: offset(-4)
;; call: offset(-2147418120)
(module
  (memory 32769)
  (func (export "ints") (param $at i32) (result i32)
    (i32.store (local.get $at) (i32.const 0x81828384))
    (i32.store16 (local.get $at) (i32.const 0x9192))
    (i32.store8 (local.get $at) (i32.const 0xa1))
    (i32.add
      (i32.add (i32.load8_s (local.get $at)) (i32.load8_u (local.get $at)))
      (i32.add
        (i32.add (i32.load16_s (local.get $at)) (i32.load16_u (local.get $at)))
        (i32.load (local.get $at)))))
  (func (export "floats") (param $at i32) (result f64)
    (f64.store (local.get $at) (f64.const 1.25))
    (f32.store (i32.sub (local.get $at) (i32.const 8)) (f32.demote_f64 (f64.load (local.get $at))))
    (f64.add
      (f64.promote_f32 (f32.load (i32.sub (local.get $at) (i32.const 8))))
      (f64.load (local.get $at))))
  (func (export "offset") (param $at i32) (result i32)
    (i32.store offset=8 (local.get $at) (i32.const 7))
    (i32.load offset=8 (local.get $at))))
