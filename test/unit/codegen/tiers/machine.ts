// A machine that is one huge function: a table in a loop, in the text format.

export const cases = 32

const leave = '(if (i32.eqz (i32.rem_u (local.get $acc) (i32.const 1000))) (then (return (local.get $i))))'

/** A machine whose step is one of many; `$mask` says how many of them there are to choose from. */
export const machine = `(module
  (memory 1)
  (func (export "run") (param $n i32) (param $mask i32) (result i32) 
    (local $i i32) (local $acc i32) (local $x i64)
    loop $next
      ${'block '.repeat(cases + 1)}
        (br_if ${cases} (i32.ge_u (local.get $i) (local.get $n)))
        (i32.and (local.get $i) (local.get $mask))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        br_table ${Array.from({ length: cases }, (_, i) => i).join(' ')}
      ${Array.from(
        { length: cases },
        (_, i) => `end
        (local.set $acc (i32.add (i32.mul (local.get $acc) (i32.const 31)) (i32.const ${i})))
        (i32.store offset=${8 * i} (i32.const 0)
          (i32.add (local.get $acc) (i32.load offset=${8 * i} (i32.const 0))))
        (local.set $x (i64.add (i64.load offset=${4 * i} (i32.const 0)) (local.get $x)))
        ${i % 5 === 4 ? leave : ''}
        ${i % 7 === 6 ? '' : 'br $next'}`,
      ).join('\n')}
        br $next
      end
    end
    (i32.add (local.get $acc) (i32.wrap_i64 (local.get $x)))))`
