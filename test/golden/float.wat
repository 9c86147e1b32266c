;; Every f32 operation is rounded. JavaScript has no 32-bit NaNs: a signalling one that is only moved must keep
;; its bits, so loads and stores look for NaNs. Where arithmetic makes a NaN quiet anyway they need not, and
;; what goes straight from memory to memory travels as an integer.
;; call: arithmetic(1.1, 2.7)
;; call: plain(0)
;; call: careful(0)
;; call: moved(0, 8)
;; call: constants(0)
;; call: rounding(-2.5)
(module
  (memory 1 1)
  (data (i32.const 0) "\01\00\a0\7f\00\00\80\3f")
  (func (export "arithmetic") (param f32 f64) (result f64)
    (f64.add
      (f64.promote_f32 (f32.mul (local.get 0) (f32.sqrt (f32.demote_f64 (local.get 1)))))
      (f64.min (local.get 1) (f64.const 2.5))))

  (func (export "plain") (param i32) (result i32)
    (f32.store offset=16 (local.get 0) (f32.add (f32.load (local.get 0)) (f32.load offset=4 (local.get 0))))
    (i32.load offset=16 (local.get 0)))

  (func (export "careful") (param i32) (result i32) (local f32)
    (local.set 1 (f32.load (local.get 0)))
    (f32.store offset=24 (local.get 0) (f32.neg (local.get 1)))
    (i32.load offset=24 (local.get 0)))

  (func (export "moved") (param i32 i32) (result i32)
    (f32.store (local.get 1) (f32.load (local.get 0)))
    (i32.load (local.get 1)))

  (func (export "constants") (param i32) (result i64)
    (i64.xor
      (i64.extend_i32_u (i32.reinterpret_f32 (f32.const nan:0x200001)))
      (i64.reinterpret_f64 (select (f64.const -0) (f64.const nan:0x4000000000001) (local.get 0)))))

  (func (export "rounding") (param f64) (result f64)
    (f64.add (f64.nearest (local.get 0)) (f64.copysign (f64.trunc (local.get 0)) (f64.const -1)))))
