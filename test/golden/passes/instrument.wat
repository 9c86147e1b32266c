;; Calls of a function that somebody listens to are told, and so is memory that grows.
;; product: whole
;; listening: 0
(module
  (import "host" "log" (func $log (param i32) (result i32)))
  (memory 1)
  (func (param i32) (result i32)
    (i32.add (call $log (local.get 0)) (memory.grow (i32.const 1)))))
