;; In a function that is flattened, a value may wait while a jump leads to where it is used.
(module
  (func $deep (param i32 f64) (result f64)
    (f64.sqrt (local.get 1))
    (if (local.get 0)
      (then (block (block (block (br_if 2 (i32.eqz (local.get 0))))))))
    (f64.neg))
  (func $jump (param i32 i32) (result i32)
    (i32.mul (local.get 1) (i32.const 5))
    (block
      (block (block (block (br_if 3 (local.get 0)) (br 0))))
      (local.set 0 (i32.const 7)))
    (i32.add (local.get 0)))
  (func (export "then") (result f64) (call $deep (i32.const 1) (f64.const 16)))
  (func (export "else") (result f64) (call $deep (i32.const 0) (f64.const 16)))
  (func (export "taken") (result i32) (call $jump (i32.const 1) (i32.const 3)))
  (func (export "not taken") (result i32) (call $jump (i32.const 0) (i32.const 3))))
