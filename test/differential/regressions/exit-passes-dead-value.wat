;; A huge function's first version is left at the head of a loop, and passes what is used behind it. The constant below
;; the loop is written to a local behind it that nobody reads in the end: what was passed had no other use, and its slot
;; was another value's from the second round on. Nothing was wrong but for the verifier, since nobody reads what it was
;; passed for.
(module
  (memory (export "memory") 1)
  (func (export "f") (param $n i32) (result i32) (local $dead f32) (local $i i32)
    (drop (if (result f32) (local.get $n) (then (local.get $dead)) (else (f32.load (i32.const 64)))))
    (f32.const 2)
    (loop $more
      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.mul (local.get $i) (local.get $i))))
      (f32.store (i32.const 8) (f32.add (f32.load (i32.const 8)) (f32.convert_i32_s (local.get $i))))
      (i32.store (i32.const 4) (i32.xor (i32.load (i32.const 4)) (i32.rotl (local.get $n) (local.get $i))))
      (f32.store (i32.const 12) (f32.mul (f32.load (i32.const 8)) (f32.load (i32.const 12))))
      (i32.store (i32.const 16) (i32.sub (i32.load (i32.const 4)) (i32.load (i32.const 0))))
      (i32.store (i32.const 20) (i32.or (i32.load (i32.const 16)) (i32.load offset=4 (i32.const 0))))
      (br_if $more
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 100))))
    (local.set $dead)
    (i32.add (i32.load (i32.const 0)) (i32.load (i32.const 20)))))
