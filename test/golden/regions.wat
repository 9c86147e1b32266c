;; A function that is too large to be optimised is cut: a region takes what it reads, and leaves what others read in
;; the result registers. Here nothing leaves a region but its end. The limit is lowered for this file.
;; largest: 440
;; call: run(1, 2)
;; call: run(5, 2)
;; call: run(0, 9)
;; call: run(9, 9)
(module
  (memory 1 1)
  (func (export "run") (param $n i32) (param $m i32) (result i32) (local $sum i32)
    block $out
      loop $next
        (local.set $sum (i32.add (local.get $sum) (i32.mul (local.get $n) (local.get $m))))
        (if (i32.and (local.get $n) (i32.const 1))
          (then
            (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (local.get $sum)))
            (i32.store (i32.const 4) (i32.xor (i32.load (i32.const 4)) (local.get $m)))
            (br_if $out (i32.gt_s (local.get $sum) (i32.const 40)))
            (local.set $m (i32.add (local.get $m) (i32.const 3))))
          (else
            (local.set $sum (i32.sub (local.get $sum) (i32.load (i32.const 0))))
            (if (i32.eqz (local.get $n)) (then (return (local.get $m))))))
        (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))
      end
    end
    (i32.store offset=8 (local.get $n) (i32.load offset=8 (local.get $m)))
    (i32.store offset=12 (local.get $n) (i32.load offset=20 (local.get $m)))
    (i32.add (local.get $sum) (i32.load (i32.const 4)))))
