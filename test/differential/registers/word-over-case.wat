;; The second word of a number stays with the call that has left it. Where blocks are low, both are kept in variables for a
;; later case, and a region began between them.
(module
  (memory (export "memory") 1)
  (func (export "f") (param f32 i32) (result i64)
    (local i64)
    (i64.trunc_sat_f32_u (local.get 0))
    (block $out
      (loop $next
        (if (i32.eqz (local.get 1)) (then (local.set 1 (i32.const 9)) (br $out)))
        (local.set 2 (i64.add (local.get 2) (i64.load (i32.and (local.get 1) (i32.const 63)))))
        (local.set 1 (i32.shr_u (local.get 1) (i32.const 5)))
        (i64.store offset=8 (i32.const 0) (local.get 2))
        (br $next)))
    (i64.trunc_sat_f32_s (f32.neg (local.get 0)))
    (block $out
      (loop $next
        (br_if $out (i32.gt_u (local.get 1) (i32.const 20)))
        (local.set 1 (i32.add (local.get 1) (i32.const 1)))
        (i64.store offset=16 (i32.const 0) (i64.xor (local.get 2) (i64.extend_i32_u (local.get 1))))
        (br $next)))
    (i64.xor)
    (i64.add (local.get 2))))
