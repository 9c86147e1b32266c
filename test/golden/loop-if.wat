;; `loop` is an endless `for` that ends in `break`, a branch to it is `continue`; `block` is a labelled block, a
;; branch to it is `break`. Comparisons are truth values where only that counts.
;; call: sum(10)
;; call: collatz(27)
;; call: sign(-3)
;; call: sign(0)
;; call: sign(8)
(module
  (func (export "sum") (param $n i32) (result i32) (local $sum i32)
    loop $next
      (local.set $sum (i32.add (local.get $sum) (local.get $n)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))
    end
    local.get $sum)

  (func (export "collatz") (param $n i32) (result i32) (local $steps i32)
    block $done
      loop $step
        (br_if $done (i32.le_u (local.get $n) (i32.const 1)))
        (local.set $steps (i32.add (local.get $steps) (i32.const 1)))
        (if (i32.and (local.get $n) (i32.const 1))
          (then (local.set $n (i32.add (i32.mul (local.get $n) (i32.const 3)) (i32.const 1))))
          (else (local.set $n (i32.shr_u (local.get $n) (i32.const 1)))))
        br $step
      end
    end
    local.get $steps)

  (func (export "sign") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 0))
      (else
        (if (result i32) (i32.lt_s (local.get 0) (i32.const 0))
          (then (i32.const -1))
          (else (i32.const 1)))))))
