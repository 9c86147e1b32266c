// What Go makes of a function, in the text format: one table in a loop, whose cases go on at others by `jump`, fall
// through, or leave `$out`.

export const range = (length: number) => Array.from({ length }, (_, i) => i)

/** Goes on at a case. */
export const jump = (target: number) => `(local.set $number (i32.const ${target})) (br $next)`

/** The cases of a function whose parameter is `$number`; `end` stands behind the last. */
export const resumed = (cases: number, code: (i: number) => string, end: string) => `
    block $out
      loop $next
        ${'block '.repeat(cases + 1)}
          local.get $number
          br_table ${range(cases + 1).join(' ')}
        ${range(cases)
          .map(i => `end ${code(i)}`)
          .join('\n')}
        end
        ${end}
      end
      unreachable
    end`
