;; What Go writes as a table in a loop, so that it can go on at any case, is a loop again.
;; product: structured
;; function: 1
(module
  (func $wait (param i32) (result i32) (i32.const 0))
  (func (param $number i32) (result i32) (local $sum i32)
    block $out
      loop $next
        block block block block
          local.get $number
          br_table 0 1 2 3
        end
        (br_if $out (call $wait (i32.const 0)))
        end
        (local.set $sum (i32.add (local.get $sum) (i32.const 5)))
        end
        (if (i32.lt_u (local.get $sum) (i32.const 40)) (then (local.set $number (i32.const 1)) (br $next)))
        (return (i32.const 0))
        end
      end
      unreachable
    end
    i32.const 1))
