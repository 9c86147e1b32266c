;; Where one case of a ladder jumps to another, the switch stands in a loop, and the number of the next case in
;; a variable. An operand beyond the table is brought to the default's number.
;; call: run(0, 5)
;; call: run(0, 50)
;; call: run(1, 5)
;; call: run(2, 5)
;; call: run(3, 5)
;; call: run(-1, 5)
(module
  (func (export "run") (param $state i32) (param $n i32) (result i32)
    block $end
      block $double
        block $add
          block $start
            (br_table $start $add $double $end (local.get $state))
          end
          (br_if $double (i32.gt_s (local.get $n) (i32.const 9)))
          (local.set $n (i32.add (local.get $n) (i32.const 100)))
          br $end
        end
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
      end
      (local.set $n (i32.mul (local.get $n) (i32.const 2)))
    end
    local.get $n))
