// Wasm calls a host function (i64) -> i64: BigInts go out and come in.

export const wat = `(module
  (import "host" "f" (func $f (param i64) (result i64)))
  (func (export "run") (param $n i32) (result i64)
    (local $sum i64)
    (loop $again
      (local.set $sum (call $f (i64.add (local.get $sum) (i64.const 5000000000))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))`

export const host = 'x => x + 1n'
