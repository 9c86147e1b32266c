;; Code that nests deeper than a JavaScript parser can follow becomes the cases of one big dispatch: a branch
;; sets the number of the next case. What nests within the limit, here lowered to 1, stays nested.
;; max height: 1
;; call: count(4)
;; call: count(7)
;; call: count(0)
;; call: pick(0, 6)
;; call: pick(3, 6)
(module
  (func (export "count") (param $n i32) (result i32) (local $sum i32)
    block $out
      loop $rows
        (br_if $out (i32.eqz (local.get $n)))
        (if (i32.and (local.get $n) (i32.const 1))
          (then
            (if (i32.gt_u (local.get $n) (i32.const 5))
              (then (local.set $sum (i32.add (local.get $sum) (i32.const 1000))))))
          (else (local.set $sum (i32.add (local.get $sum) (i32.const 1)))))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        br $rows
      end
    end
    local.get $sum)

  (func (export "pick") (param i32 i32) (result i32)
    i32.const 1000
    local.get 1
    block (param i32) (result i32)
      (if (param i32) (result i32) (local.get 0)
        (then (if (param i32) (result i32) (local.get 1) (then (i32.add (i32.const 1))))))
    end
    i32.add))
