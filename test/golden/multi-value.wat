;; The first result is what the function returns; the words of the others are left in registers and read at once.
;; call: three(1)
;; call: use(1)
;; call: early(0)
;; call: early(1)
;; call: loop(10)
(module
  (func $three (export "three") (param i32) (result i32 f64 i64)
    (local.get 0) (f64.const 2.5) (i64.const 0x300000004))

  (func (export "use") (param i32) (result i64 f64) (local $float f64) (local $long i64)
    (call $three (local.get 0))
    local.set $long
    local.set $float
    i64.extend_i32_u
    local.get $long
    i64.add
    (f64.mul (local.get $float) (local.get $float)))

  (func (export "early") (param i32) (result i32 i32)
    block $out (result i32 i32)
      (i32.const 3)
      (i32.const 4)
      (br_if $out (local.get 0))
      i32.sub
      (i32.const 9)
    end)

  (func (export "loop") (param i32) (result i32)
    (i32.const 0)
    (local.get 0)
    loop $next (param i32 i32) (result i32)
      local.set 0
      local.get 0
      i32.add
      (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))
      (br_if $next (local.get 0))
      drop
    end))
