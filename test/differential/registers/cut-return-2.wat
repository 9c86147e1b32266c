;; A generated module, reduced: it was wrong when its functions were cut very small; see sizes.test.ts.
(module
  (type (;0;) (func (param f64) (result f64)))
  (type (;1;) (func (param i32 i32 f64) (result i64)))
  (type (;2;) (func (param i64 i32 i32 i32) (result i64)))
  (type (;3;) (func (param f64 i64 i32 f32) (result i32 i64 i64)))
  (type (;4;) (func (param f32 externref i32 f64) (result f64)))
  (type (;5;) (func (param f64 i32 i32 i64) (result i64 i64)))
  (type (;6;) (func (param i32) (result i32)))
  (type (;7;) (func (result i64 i64 f32)))
  (type (;8;) (func (param i32 f64) (result externref f32 i32)))
  (type (;9;) (func (param externref) (result externref)))
  (type (;10;) (func (param f32) (result f32)))
  (type (;11;) (func (param i32)))
  (import "h" "f0" (func (;0;) (type 0)))
  (import "h" "f1" (func (;1;) (type 1)))
  (func (;2;) (type 2) (param i64 i32 i32 i32) (result i64)
    (local f64 i64 i64 f32 i64 i64)
    unreachable)
  (func (;3;) (type 3) (param f64 i64 i32 f32) (result i32 i64 i64)
    (local funcref i64 i64 f64 f64 i32 f64 funcref i64 i64 f64)
    local.get 13
    local.set 13
    block  ;; label = @1
      loop  ;; label = @2
        global.get 0
        i32.const 0
        i32.lt_s
        br_if 1 (;@1;)
        local.get 2
        if  ;; label = @3
          i32.const -1
          i64.const 31
          i64.const 0
          return
        end
        global.get 1
        local.get 9
        local.get 10
        i32.const 0
        call_indirect (type 1)
        local.get 12
        i64.or
        local.set 1
      end
    end
    local.get 13
    local.get 1
    i64.and
    local.set 1
    local.get 2
    i64.extend_i32_u
    i32.const 0
    i32.extend16_s
    i64.extend_i32_u
    i64.mul
    local.get 0
    local.get 2
    local.get 2
    i64.const 0
    call 5
    i64.or
    i64.div_s
    local.set 12
    local.get 7
    call 0
    local.tee 14
    f64.const nan (;=nan;)
    local.get 14
    local.get 14
    f64.eq
    select
    i32.trunc_sat_f64_s
    local.tee 9
    block (result i64 i64 f32)  ;; label = @1
      local.get 2
      i64.extend_i32_s
      local.get 5
      local.get 5
      i64.rotl
      f32.const 0x0p+0 (;=0;)
      local.get 13
      local.get 5
      i64.ge_s
      br_if 0 (;@1;)
    end
    drop
    drop
    local.get 2
    i32.const 0
    i32.and
    i64.load32_u offset=100
    i64.extend8_s
    f64.const 0x0p+0 (;=0;)
    local.tee 14
    f64.const nan (;=nan;)
    local.get 14
    local.get 14
    f64.eq
    select
    i64.reinterpret_f64
    i64.rotl
    i64.const 1008806316530991104
    i64.sub)
  (func (;4;) (type 4) (param f32 externref i32 f64) (result f64)
    (local f32 externref i32 f64 f32 i32 i32 i64 i64 i64 i64)
    unreachable)
  (func (;5;) (type 5) (param f64 i32 i32 i64) (result i64 i64)
    (local f64 i64 i32 funcref i32 funcref i32 i64 f64 i32 i32 f32 i64)
    block (result i64)  ;; label = @1
      block (result i64)  ;; label = @2
        block (result i64)  ;; label = @3
          unreachable
          br_table 1 (;@2;) 0 (;@3;) 2 (;@1;) 2 (;@1;) 1 (;@2;) 0 (;@3;)
        end
      end
    end
    unreachable)
  (func (;6;) (type 11) (param i32)
    local.get 0
    drop)
  (table (;0;) 8 20 funcref)
  (table (;1;) 5 9 externref)
  (memory (;0;) 2 20)
  (global (;0;) (mut i32) (i32.const 0))
  (global (;1;) (mut i32) (i32.const 59))
  (global (;2;) (mut f64) (f64.const -0x1.668p+9 (;=-717;)))
  (global (;3;) (mut f64) (f64.const 0x1.23611114p+51 (;=2.563e+15;)))
  (global (;4;) (mut externref) (ref.null extern))
  (global (;5;) (mut f32) (f32.const 0x1.6e3a2ap-1 (;=0.715288;)))
  (export "f0" (func 2))
  (export "f1" (func 3))
  (export "f2" (func 4))
  (export "f3" (func 5))
  (export "reset" (func 6))
  (export "m0" (memory 0))
  (export "t0" (table 0))
  (export "g4" (global 4))
  (elem (;0;) func 5 0 4 2)
  (elem (;1;) func 1 2 0 4 4)
  (elem (;2;) (i32.const 0) func 5 4 2 1 2 5 3 4)
  (elem (;3;) declare func 0 1 2 3 4 5)
  (data (;0;) "\fbM\06]\ba\dfi\e3}")
  (data (;1;) "Id\ae\05\ffMJ\9e\836")
  (data (;2;) (i32.const 15) "\d3\82\ee\c4\c4\f8\d2S\e4\fc\1c\c7 \d8}`\ddoq\f8_\ba\de\f0mz\11\c5!Ni1l=\99<\c5\13p\fb\00G\dc>\e2\14ow\18{Y\fe\94\b1l&\5c\1a\1e\99\9c\b5>%")
  (data (;3;) (i32.const 131056) "\03\f8\b8\fcx\8eu\c4\e4\aa\da\b1=\87\eb\9a"))
