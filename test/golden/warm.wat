;; A function with a loop of its own can be warmed before its first call, by `new`; see lower/warm.ts.
;; warm: yes
;; call: sum(4)
;; call: once(4)
(module
  (func (export "sum") (param i32) (result i32) (local i32)
    (loop $next
      (local.set 1 (i32.add (local.get 1) (local.get 0)))
      (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))

  (func (export "once") (param i32) (result i32)
    (loop (result i32) (i32.mul (local.get 0) (local.get 0)))))
