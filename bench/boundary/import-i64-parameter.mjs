// Wasm calls a host function (i32, i64) -> i32, as WASI's clock_time_get and fd_seek are.

export const wat = `(module
  (import "host" "f" (func $f (param i32 i64) (result i32)))
  (func (export "run") (param $n i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (call $f (local.get $n) (i64.extend_i32_s (local.get $n)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))`

export const host = '(x, y) => (y > 100n ? x : 1)'
