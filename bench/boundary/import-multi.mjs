// Wasm calls a host function (i32) -> (i32, i32), which returns an array.

export const wat = `(module
  (import "host" "f" (func $f (param i32) (result i32 i32)))
  (func (export "run") (param $n i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (i32.xor (call $f (local.get $n)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))`

export const host = 'x => [x, x * 3]'
