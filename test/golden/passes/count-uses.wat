;; Nodes have moved, and are counted anew; nothing else changes.
;; product: from an exit
;; counts: yes
;; exit: 0
(module
  (memory 1 1)
  (func (param $n i32) (param $m i32) (result i32) (local $sum i32)
    block $out
      loop $next
        (local.set $sum (i32.add (local.get $sum) (i32.mul (local.get $n) (local.get $m))))
        (if (i32.and (local.get $n) (i32.const 1))
          (then
            (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (local.get $sum)))
            (i32.store (i32.const 4) (i32.xor (i32.load (i32.const 4)) (local.get $m)))
            (br_if $out (i32.gt_s (local.get $sum) (i32.const 40)))
            (local.set $m (i32.add (local.get $m) (i32.const 3)))))
        (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))
      end
    end
    (local.get $sum)))
