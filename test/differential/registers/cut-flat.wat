;; A generated module, reduced: it was wrong when its functions were cut very small; see sizes.test.ts.
(module
  (type (;0;) (func (param i64 i64)))
  (type (;1;) (func (param i64 i64 i64)))
  (type (;2;) (func (param i64 funcref i64) (result i32 i64)))
  (type (;3;) (func (param f32 i64)))
  (type (;4;) (func (param i64) (result i64)))
  (type (;5;) (func (result i64)))
  (type (;6;) (func (param i64 f32) (result funcref i64)))
  (type (;7;) (func (param f32) (result externref i64)))
  (type (;8;) (func (param i32)))
  (import "h" "f0" (func (;0;) (type 0)))
  (import "h" "f1" (func (;1;) (type 1)))
  (import "h" "mem" (memory (;0;) 1 3))
  (func (;2;) (type 2) (param i64 funcref i64) (result i32 i64)
    (local i32 i64 f32 i64 i64 i64 i64 i32 i32)
    i64.const 47215409860
    f32.const 0x0p+0 (;=0;)
    local.tee 5
    f32.const nan (;=nan;)
    i32.const 0
    select
    block (param i64 f32) (result funcref i64)  ;; label = @1
      local.set 5
      local.set 2
      i32.const 0
      table.get 0
      local.get 1
      i32.const 0
      select (result funcref)
      i32.const 0
      i64.load8_u offset=21
      local.get 4
      local.get 0
      i64.const 2251799813685247
      i64.and
      i64.const 38
      i64.mul
      i64.add
      local.get 3
      select
      local.get 3
      i32.const 0
      i32.le_s
      local.tee 3
      br_if 0 (;@1;)
    end
    local.set 0
    local.set 1
    local.get 3
    if  ;; label = @1
      local.get 2
      i32.wrap_i64
      i64.const 0
      return
    end
    block  ;; label = @1
      block  ;; label = @2
        block  ;; label = @3
          block  ;; label = @4
            block  ;; label = @5
              block  ;; label = @6
                block  ;; label = @7
                  i32.const 0
                  i32.const 7
                  i32.and
                  br_table 0 (;@7;) 1 (;@6;) 2 (;@5;) 3 (;@4;) 4 (;@3;) 5 (;@2;) 6 (;@1;)
                end
                local.get 3
                br_if 0 (;@6;)
              end
            end
            unreachable
          end
          unreachable
        end
        block  ;; label = @3
          loop  ;; label = @4
          end
        end
        block (result i64)  ;; label = @3
          local.get 6
          i32.const 0
          br_table 0 (;@3;)
        end
        local.tee 4
        local.get 9
        i64.mul
        local.get 9
        local.get 0
        i64.shr_s
        i64.const 1
        i64.div_s
        i64.mul
        i64.const 0
        i64.div_u
        local.set 9
        br 0 (;@2;)
      end
    end
    unreachable)
  (func (;3;) (type 3) (param f32 i64)
    (local i64 f32 i64 i64 f64 i64 i64 externref i64 i64 i64 i64))
  (func (;4;) (type 4) (param i64) (result i64)
    (local i64 i64 i64 i64 f32 i64 i64 i64 f32 i64 i64 i64 i32 i32 i32 i32)
    unreachable)
  (func (;5;) (type 5) (result i64)
    (local i32 i32 i64 i64 f32 i64 i64)
    unreachable)
  (func (;6;) (type 8) (param i32)
    local.get 0
    drop)
  (table (;0;) 8 funcref)
  (global (;0;) (mut i32) (i32.const 0))
  (global (;1;) (mut i64) (i64.const 4611686018427387905))
  (global (;2;) (mut f32) (f32.const -0x0p+0 (;=-0;)))
  (global (;3;) (mut i64) (i64.const 8589934591))
  (global (;4;) (mut f64) (f64.const 0x1p+0 (;=1;)))
  (global (;5;) (mut externref) (ref.null extern))
  (export "f0" (func 2))
  (export "f1" (func 3))
  (export "f2" (func 4))
  (export "f3" (func 5))
  (export "reset" (func 6))
  (export "m0" (memory 0))
  (export "t0" (table 0))
  (export "g1" (global 1))
  (elem (;0;) func 4)
  (elem (;1;) (i32.const 0) func 5 2 2 5 2 1 1 0)
  (elem (;2;) declare func 0 1 2 3 4 5)
  (data (;0;) "\efiX\b3\f1J")
  (data (;1;) "\1a\f2\b5:\aa\ca\97\f6\98\1d")
  (data (;2;) (i32.const 25) "\a1ZK\22^\90\bdLA\ae\88\93\c8D\f8\8eI\84(\cfM*\13\cb\dbN5\9c\f5+H\00Q\b4\14wVm\06\b1\93\a9G\04\b7\cc\9a\be\dc\98\a04u\f0\0f\aeL\14\95MU\9c\a6\9d")
  (data (;3;) (i32.const 65520) "\ec\86\ccG\f1\a27\ebP\b3Yn\16\e3W\89"))
