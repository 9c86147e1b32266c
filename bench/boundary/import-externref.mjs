// Wasm calls a host function (externref, i32) -> externref.

export const wat = `(module
  (import "host" "f" (func $f (param externref i32) (result externref)))
  (func (export "run") (param $n i32) (result externref)
    (local $value externref)
    (loop $again
      (local.set $value (call $f (local.get $value) (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $value)))`

export const host = '(x, n) => (n & 1 ? "odd" : x)'
