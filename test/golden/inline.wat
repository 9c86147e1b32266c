;; A small function that returns more than a word becomes part of its callers: a block whose end is its `return`,
;; with locals that begin as zero each time. One that calls itself takes itself in, three levels deep if it is
;; as small as this one.
;; inline: yes
;; call: either(5, 0)
;; call: either(5, 7)
;; call: counted(4)
;; call: pair(0xfffffffffn)
;; call: never(0)
;; call: never(1)
;; call: power(13)
;; call: endless(1)
(module
  (import "host" "log" (func $log (param i32) (result i32)))

  (func $pick (param i32 i32) (result i64)
    (if (local.get 1) (then (return (i64.extend_i32_u (local.get 1)))))
    (i64.extend_i32_s (call $log (local.get 0))))
  (func (export "either") (param i32 i32) (result i64)
    (i64.add (call $pick (local.get 0) (local.get 1)) (call $pick (local.get 1) (local.get 0))))

  (func $bit (param i32) (result i64) (local i64)
    (if (i32.and (local.get 0) (i32.const 1)) (then (local.set 1 (i64.const 100))))
    (local.get 1))
  (func (export "counted") (param i32) (result i64) (local i64)
    (loop $again
      (local.set 1 (i64.add (local.get 1) (call $bit (local.get 0))))
      (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))

  (func $halves (param i64) (result i64 i64)
    (i64.and (local.get 0) (i64.const 0xffff))
    (i64.shr_u (local.get 0) (i64.const 16)))
  (func (export "pair") (param i64) (result i64)
    (i64.sub (call $halves (local.get 0))))

  (func $stop (result i64) unreachable)
  (func (export "never") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.const 9))
      (else (drop (call $stop)) (call $log (i32.const 1)))))

  (func $power (export "power") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (call $power (i32.sub (local.get 0) (i32.const 1))) (i32.const 3)))
      (else (i32.const 1))))

  (func $endless (export "endless") (param i32) (result i32)
    (call $endless (local.get 0))))
