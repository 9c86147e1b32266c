;; A state that has just been set to a constant goes to where the table would lead it.
;; product: whole
;; max height: 0
(module
  (func (param $state i32) (param $n i32) (result i32)
    (loop $next
      (block $two
        (block $one
          (block $zero
            (br_table $zero $one $two (local.get $state)))
          (local.set $n (i32.add (local.get $n) (i32.const 1)))
          (local.set $state (i32.const 2))
          (br $next))
        (local.set $n (i32.mul (local.get $n) (i32.const 3)))
        (local.set $state (i32.const 0))
        (br $next)))
    (local.get $n)))
