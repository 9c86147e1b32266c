;; A function that can be resumed is cut where it would go round: each region is entered at a number.
;; product: resumed
;; largest: 450
;; function: 1
(module
  (memory 1)
  (global $stack (mut i32) (i32.const 64))
  (func $wait (param i32) (result i32) (i32.const 0))
  (func (param $number i32) (result i32) (local $base i32) (local $sum i64)
    (local.set $base (global.get $stack))
    block $out
      loop $next
        block block block block
          local.get $number
          br_table 0 1 2 3
        end ;; 0
        (local.set $sum (i64.load offset=8 (local.get $base)))
        (if (i64.eqz (local.get $sum)) (then (local.set $number (i32.const 2)) (br $next)))
        (br_if $out (call $wait (i32.const 0)))
        end ;; 1
        (local.set $base (global.get $stack))
        (local.set $sum (i64.load offset=8 (local.get $base)))
        end ;; 2
        (local.set $sum (i64.add (local.get $sum) (i64.const 5)))
        (i64.store offset=8 (local.get $base) (local.get $sum))
        (if (i64.lt_u (local.get $sum) (i64.const 40)) (then (local.set $number (i32.const 0)) (br $next)))
        (return (i32.const 0))
        end
      end
      unreachable
    end
    i32.const 1))
