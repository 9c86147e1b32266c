// An import wrapper lets wasm call a function of the host: it takes words, and leaves its results as words,
// the first as its own result, the others in the result registers. For (i64) -> (i32, f64):
//
//   return host => (p0, p1) => {
//     try {
//       const value = list(host(join(p0, p1)), 2)
//       const w0 = value[0] | 0
//       const w1 = +value[1]
//       float[1] = w1
//       return w0
//     } catch (error) { throw foreign(error) }
//   }
//
// All results are converted before one is stored: a conversion may call into wasm, which uses the
// registers.

import type { Expression, Statement } from 'estree'
import { enterWords, leaveWords, names, registerOf, wordCount } from './export-wrapper.js'
import { conversionOf, isClosed, type Kind, type Signature } from './kinds.js'
import { expression, identifier, number, statements } from './quote.js'

const open = statements(`
  return host => ($params) => {
    try {
      const value = $call
      $words
      $stores
      return $first
    } catch (error) {
      throw foreign(error)
    }
  }
`)

const closed = statements('return host => () => { throw refusal() }')

const call = expression('host($values)')
const several = expression('list($call, $count)')
const element = expression('value[$index]')
const store = statements('$register = $word')

/** The values that the host's function has returned. */
const returned = (results: readonly Kind[]): readonly Expression[] =>
  results.length === 1 ? [identifier('value')] : results.map((_, i) => element({ index: number(i) }))

/** Puts every word but the first into its register. */
function storeWords(results: readonly Kind[]): readonly Statement[] {
  const registers = results.flatMap(kind => conversionOf(kind).words)
  return registers.flatMap((kind, i) =>
    i === 0 ? [] : store({ register: registerOf(kind, i), word: identifier(`w${i}`) }),
  )
}

/** The body of a function that makes import wrappers. */
export function importWrapperBody(signature: Signature): readonly Statement[] {
  const { params, results } = signature
  if (isClosed(signature)) return closed({})
  const host = call({ values: leaveWords(params, index => identifier(`p${index}`)) })
  return open({
    params: names('p', wordCount(params)),
    call: results.length > 1 ? several({ call: host, count: number(results.length) }) : host,
    words: enterWords(results, returned(results)),
    stores: storeWords(results),
    first: identifier(results.length === 0 ? 'undefined' : 'w0'),
  })
}
