;; A generated module, reduced: a region that jumps back was called again with what stood there by then; see sizes.test.ts.
(module
  (type (;0;) (func (param i64)))
  (type (;1;) (func (param f32) (result f32)))
  (type (;2;) (func (param f64) (result f64)))
  (type (;3;) (func (param f32 i64 f64 i32) (result i64 i64 f64 i32)))
  (type (;4;) (func (param i32) (result i32)))
  (type (;5;) (func (result i64 i64 i64)))
  (type (;6;) (func (result i32 i64 i32)))
  (type (;7;) (func (result i64 f32 i64)))
  (type (;8;) (func (result i32 i64)))
  (import "host" "f0" (func (;0;) (type 0)))
  (import "host" "f1" (func (;1;) (type 0)))
  (import "host" "g0" (global (;0;) (mut i32)))
  (import "host" "g1" (global (;1;) externref))
  (func (;2;) (type 1) (param f32) (result f32)
    unreachable)
  (func (;3;) (type 2) (param f64) (result f64)
    unreachable)
  (func (;4;) (type 3) (param f32 i64 f64 i32) (result i64 i64 f64 i32)
    (local i64 i64 f64 i32 i32 i64 i32 i32 i64 i32 i64 i32 f64 i32 f64 i32 i64 i32 i32 i32 i64)
    block (result i64 i64 i64)  ;; label = @1
      local.get 5
      local.get 5
      local.get 4
      i64.add
      local.get 1
      local.get 4
      i64.add
      i64.sub
      i32.const 0
      i64.load offset=28 align=4
      local.get 4
      i64.const 2882344366694212038
      i64.sub
      i64.sub
    end
    global.get 0
    local.get 5
    i64.extend8_s
    local.tee 1
    local.get 4
    i64.const 4
    i64.rotl
    i64.sub
    local.set 4
    i32.const 0
    i64.load offset=1 align=1
    global.get 2
    local.get 3
    i32.add
    local.set 10
    local.set 9
    local.set 8
    loop  ;; label = @1
      i32.const 0
      i32.load offset=61 align=2
      br_if 0 (;@1;)
    end
    local.get 1
    i64.const 12
    i64.rotl
    i64.add
    i64.const 21
    i64.rotl
    i64.add
    local.set 4
    local.get 1
    i64.const 10
    i64.rotl
    i64.xor
    local.set 1
    block (result i64 f32 i64)  ;; label = @1
      local.get 9
      f32.const 0x0p+0 (;=0;)
      call 2
      f32.const -0x1p+24 (;=-1.67772e+07;)
      f32.add
      call 2
      local.get 1
    end
    f64.const 0x1.fp+4 (;=31;)
    i64.trunc_sat_f64_s
    local.get 9
    i64.xor
    local.get 1
    i64.xor
    local.tee 14
    local.set 1
    i32.const 0
    local.set 15
    loop  ;; label = @1
      local.get 15
      local.get 13
      i32.xor
      local.get 10
      i32.rotl
      local.get 10
      local.get 10
      local.get 8
      i32.xor
      i32.add
      i32.shr_s
      local.get 13
      i32.const 2
      i32.rotl
      i32.sub
      local.set 13
      local.get 6
      local.get 6
      local.get 6
      f64.sub
      call 3
      f64.add
      call 3
      local.set 16
      local.get 16
      local.set 2
      i32.const 0
      local.set 17
      block  ;; label = @2
        loop  ;; label = @3
          local.get 17
          i32.const 1
          i32.add
          local.tee 17
          i32.const 2
          i32.gt_s
          br_if 1 (;@2;)
          local.get 2
          local.tee 6
          local.get 16
          f64.neg
          f64.add
          call 3
          local.get 3
          local.get 3
          i32.rotl
          local.get 15
          i32.shl
          local.get 3
          i32.const 4
          i32.rotl
          i32.add
          local.set 3
          local.get 0
          local.get 0
          f32.neg
          f32.add
          call 2
          local.set 0
          br 0 (;@3;)
        end
      end
      local.get 15
      i32.const 1
      i32.add
      local.tee 15
      i32.const 4
      i32.lt_s
      br_if 0 (;@1;)
    end
    local.get 1
    i64.const 4
    i64.rotl
    i64.xor
    local.set 1
    unreachable)
  (func (;5;) (type 4) (param i32) (result i32)
    (local i32 externref f32 i32 funcref i32 i32 i32 i64)
    unreachable)
  (table (;0;) 5 6 funcref)
  (memory (;0;) 1 2)
  (global (;2;) (mut i32) (i32.const -5))
  (global (;3;) (mut i64) (i64.const 1311768467463790320))
  (global (;4;) (mut i64) (i64.const 305419896))
  (global (;5;) funcref (ref.func 1))
  (global (;6;) (mut i32) (i32.const 3000))
  (export "f0" (func 0))
  (export "f1" (func 1))
  (export "f2" (func 2))
  (export "f3" (func 3))
  (export "f4" (func 4))
  (export "f5" (func 5))
  (export "t0" (table 0))
  (export "memory" (memory 0))
  (export "g0" (global 0))
  (export "g1" (global 1))
  (export "g2" (global 2))
  (export "g3" (global 3))
  (export "g4" (global 4))
  (elem (;0;) (i32.const 1) func 3 3 3)
  (elem (;1;) func 4 4 2 5)
  (elem (;2;) func 0 4 1 5)
  (data (;0;) (i32.const 76) "\f9\15\fa\fee\8fS\09\ec\c9\1f:\d7v\d0Nj\97\87\ef"))
