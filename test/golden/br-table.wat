;; A br_table is a `switch` whose cases leave. Equal targets share a case.
;; call: pick(0)
;; call: pick(1)
;; call: pick(2)
;; call: pick(3)
;; call: pick(-1)
(module
  (func (export "pick") (param i32) (result i32)
    block $ten (result i32)
      block $twenty (result i32)
        i32.const 5
        local.get 0
        br_table $twenty $ten $twenty 2
      end
      i32.const 20
      i32.add
    end
    i32.const 10
    i32.add))
