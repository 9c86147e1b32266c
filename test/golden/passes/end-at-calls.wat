;; Behind a call of what panics, which never returns 0, nothing is run: the function ends there.
;; product: structured
;; panics: 0
;; function: 1
(module
  (func $panic (param i32) (result i32) (i32.const 1))
  (func (param $number i32) (result i32) (local $sum i32)
    block $out
      loop $next
        block block block
          local.get $number
          br_table 0 1 2
        end
        (br_if $out (call $panic (i32.const 0)))
        end
        (local.set $sum (i32.add (local.get $sum) (i32.const 5)))
        (if (i32.lt_u (local.get $sum) (i32.const 40)) (then (local.set $number (i32.const 1)) (br $next)))
        (return (i32.const 0))
        end
      end
      unreachable
    end
    i32.const 1))
