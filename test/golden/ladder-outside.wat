;; A ladder whose br_table also leads out of it: to a block and a loop around it. Such targets are cases of
;; their own, in front of those of the ladder.
;; call: run(0)
;; call: run(1)
;; call: run(2)
;; call: run(3)
;; call: run(4)
;; call: run(5)
(module
  (func (export "run") (param $n i32) (result i32) (local $rounds i32)
    loop $again
      block $out
        (local.set $rounds (i32.add (local.get $rounds) (i32.const 1)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        nop
        block $c
          block $b
            block $a
              (br_table $a $b $out $again $c (local.get $n))
            end
            (local.set $rounds (i32.add (local.get $rounds) (i32.const 10)))
          end
          (local.set $rounds (i32.add (local.get $rounds) (i32.const 100)))
        end
        (return (i32.add (local.get $rounds) (i32.const 1000)))
      end
    end
    local.get $rounds))
