// Wasm calls a host function (f32) -> f32.

export const wat = `(module
  (import "host" "f" (func $f (param f32) (result f32)))
  (func (export "run") (param $n i32) (result f32)
    (local $sum f32)
    (loop $again
      (local.set $sum (f32.add (local.get $sum) (call $f (f32.convert_i32_s (local.get $n)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))`

export const host = 'x => x * 0.1'
