;; Where control joins, values meet in a variable. A block that nobody leaves early is nothing but its body.
;; call: early(0)
;; call: early(9)
;; call: nobody(5)
;; call: both(0, 7)
;; call: both(1, 7)
;; call: both(2, 7)
(module
  (func (export "early") (param i32) (result i32)
    block $out (result i32)
      i32.const 100
      local.get 0
      br_if $out
      drop
      i32.const 1
    end
    i32.const 7
    i32.add)

  (func (export "nobody") (param i32) (result i32)
    block (result i32)
      local.get 0
      block
      end
      i32.const 1
      i32.add
    end)

  (func (export "both") (param i32 i32) (result i32)
    block $outer (result i32)
      block $inner (result i32)
        local.get 1
        local.get 0
        i32.const 1
        i32.eq
        br_if $inner
        local.get 0
        i32.const 2
        i32.eq
        br_if $outer
        i32.const 10
        i32.mul
      end
      i32.const 1
      i32.add
    end))
