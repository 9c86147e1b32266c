// An export wrapper is the JavaScript function that stands for a wasm function outside. It is made by a
// factory of its signature, all of it straight-line code. For (i32, i64) -> i64:
//
//   return func => (a0, a1) => {
//     const w0 = a0 | 0
//     const w1 = low(a1)
//     const w2 = high()
//     let result
//     try { result = func.code(w0, w1, w2) } catch (error) { throw fault(error) }
//     return join(result, int[1])
//   }
//
// The conversions stand outside of `try`: they may call into JavaScript, whose errors are not ours to
// translate. An arrow function, because it cannot be called with `new`.

import type { Expression, Statement } from 'estree'
import { conversionOf, isClosed, type Kind, type Signature } from './kinds.js'
import { expression, identifier, number, statements } from './quote.js'

const open = statements(`
  return func => ($params) => {
    $words
    let result
    try {
      result = func.code($operands)
    } catch (error) {
      throw fault(error)
    }
    return $value
  }
`)

const closed = statements('return func => ($params) => { throw refusal() }')

const word = statements('const $name = $value')
const register = expression('$kind[$index]')
const several = expression('pack($values)')

export const names = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => identifier(`${letter}${i}`))

export const registerOf = (kind: string, index: number): Expression =>
  register({ kind: identifier(kind), index: number(index) })

/** Declares `w0`, `w1`…: the words of `values`, in order. */
export const enterWords = (kinds: readonly Kind[], values: readonly Expression[]): readonly Statement[] =>
  kinds
    .flatMap((kind, i) => conversionOf(kind).enter.map(enter => enter({ value: values[i]! })))
    .flatMap((value, i) => word({ name: identifier(`w${i}`), value }))

/** The values that the given words stand for. */
export function leaveWords(
  kinds: readonly Kind[],
  wordAt: (index: number, register: string) => Expression,
): readonly Expression[] {
  let next = 0
  return kinds.map(kind => {
    const { words, leave } = conversionOf(kind)
    const [low, high] = words.map(register => wordAt(next++, register))
    return leave(high === undefined ? { low: low! } : { low: low!, high })
  })
}

export const wordCount = (kinds: readonly Kind[]): number =>
  kinds.reduce((count, kind) => count + conversionOf(kind).words.length, 0)

function resultValue(results: readonly Kind[]): Expression {
  const values = leaveWords(results, (index, kind) =>
    index === 0 ? identifier('result') : registerOf(kind, index),
  )
  if (values.length > 1) return several({ values })
  return values[0] ?? identifier('undefined')
}

/** The body of a function that makes export wrappers. */
export function exportWrapperBody(signature: Signature): readonly Statement[] {
  const { params, results } = signature
  const values = names('a', params.length)
  if (isClosed(signature)) return closed({ params: values })
  return open({
    params: values,
    words: enterWords(params, values),
    operands: names('w', wordCount(params)),
    value: resultValue(results),
  })
}
