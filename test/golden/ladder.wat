;; Compilers write a switch as a ladder: blocks opened in one place around a br_table, each closed where a case
;; begins. Folded, it is one `switch` again: the cases fall through, and leaving the outermost block is `break`.
;; call: price(0)
;; call: price(1)
;; call: price(2)
;; call: price(3)
;; call: price(77)
(module
  (func (export "price") (param $kind i32) (result i32) (local $price i32)
    block $end
      block $other
        block $two
          block $one
            block $zero
              (br_table $zero $one $two $one $other (local.get $kind))
            end
            (local.set $price (i32.const 10))
            br $end
          end
          (local.set $price (i32.const 20))
          ;; falls through
        end
        (local.set $price (i32.add (local.get $price) (i32.const 5)))
        br $end
      end
      (local.set $price (i32.const -1))
    end
    local.get $price))
