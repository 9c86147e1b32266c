;; A loop and a function that calls itself count their operations, and look at the clock when enough have run.
;; product: whole
;; deadline: yes
(module
  (func $f (param i32) (result i32)
    (loop $again
      (local.set 0 (i32.sub (local.get 0) (call $f (local.get 0))))
      (br_if $again (local.get 0)))
    (local.get 0)))
