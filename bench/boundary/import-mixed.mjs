// Wasm calls a host function (i32, i32, f64) -> f64.

export const wat = `(module
  (import "host" "f" (func $f (param i32 i32 f64) (result f64)))
  (func (export "run") (param $n i32) (result f64)
    (local $sum f64)
    (loop $again
      (local.set $sum (call $f (local.get $n) (i32.const 7) (local.get $sum)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))`

export const host = '(x, y, z) => x * y + z * 0.5'
