;; A function that calls itself within a loop. It took itself in, and a parameter that it never writes was the
;; argument itself, computed outside the loop: its temporary was given back at the use that is last in the text, and
;; the next round of the loop found another value there.
(module
  (func $int (param $n i32) (param $x i32) (result i32) (local $i i32) (local $s i32)
    (if (i32.eqz (local.get $n)) (then (return (local.get $x))))
    (local.set $i (i32.const 2))
    (loop $l
      (local.set $s (i32.add (local.get $s)
        (call $int (i32.shr_u (local.get $n) (i32.const 1)) (i32.mul (local.get $x) (i32.const 3)))))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $s))
  (func (export "int") (param i32 i32) (result i32)
    (call $int (i32.and (local.get 0) (i32.const 7)) (local.get 1)))
  (func $wide (param $n i32) (param $x i64) (param $y f64) (result i64) (local $i i32) (local $s i64)
    (if (i32.eqz (local.get $n)) (then (return (local.get $x))))
    (loop $l
      (local.set $s (i64.add (i64.xor (local.get $s) (i64.trunc_sat_f64_s (local.get $y)))
        (call $wide (i32.sub (local.get $n) (i32.const 1)) (i64.mul (local.get $x) (i64.const 0x100000003))
          (f64.mul (local.get $y) (f64.const 1.5)))))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $s))
  (func (export "wide") (param i32 i64 f64) (result i64)
    (call $wide (i32.and (local.get 0) (i32.const 3)) (local.get 1) (local.get 2)))
  ;; Places for queens on a board: clang's code has this form.
  (func $queens (param $n i32) (param $row i32) (param $taken i32) (param $left i32) (param $right i32) (result i32)
    (local $column i32) (local $count i32)
    (if (i32.eq (local.get $row) (local.get $n)) (then (return (i32.const 1))))
    (block $done (loop $next
      (br_if $done (i32.ge_s (local.get $column) (local.get $n)))
      (block $no
        (br_if $no (i32.and (local.get $taken) (i32.shl (i32.const 1) (local.get $column))))
        (br_if $no (i32.and (local.get $left)
          (i32.shl (i32.const 1) (i32.add (local.get $row) (local.get $column)))))
        (br_if $no (i32.and (local.get $right)
          (i32.shl (i32.const 1) (i32.add (i32.sub (local.get $row) (local.get $column)) (local.get $n)))))
        (local.set $count (i32.add (local.get $count) (call $queens (local.get $n)
          (i32.add (local.get $row) (i32.const 1))
          (i32.or (local.get $taken) (i32.shl (i32.const 1) (local.get $column)))
          (i32.or (local.get $left) (i32.shl (i32.const 1) (i32.add (local.get $row) (local.get $column))))
          (i32.or (local.get $right) (i32.shl (i32.const 1)
            (i32.add (i32.sub (local.get $row) (local.get $column)) (local.get $n))))))))
      (local.set $column (i32.add (local.get $column) (i32.const 1)))
      (br $next)))
    (local.get $count))
  (func (export "queens") (param i32) (result i32)
    (call $queens (i32.and (local.get 0) (i32.const 7)) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))))
