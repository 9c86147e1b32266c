// The two functions that stand between a tenant's code and everybody else's (shared.ts), made for each number
// of words once:
//
//   return (home, tenant, index) => (w0, w1) => {      return (home, tenant, code) => (w0, w1) => {
//     if (home.current !== tenant)                       const result = code(w0, w1)
//       home.turnTo(tenant)                              if (home.current !== tenant)
//     return home.codes[index](w0, w1)                     home.turnTo(tenant)
//   }                                                    return result
//                                                      }
//
// With a rest of parameters, which is what there is where no text may be evaluated, a call of short code
// takes several times as long.

import type { Code } from '../abi.js'
import { names } from '../boundary/export-wrapper.js'
import { evaluate, statements } from '../boundary/quote.js'
import type { Home } from './keep.js'

/** Code of several instances, with its functions. */
interface Functions<Tenant> extends Home<Tenant> {
  readonly codes: readonly Code[]
}

type Inward = <Tenant>(home: Functions<Tenant>, tenant: Tenant, index: number) => Code
type Outward = <Tenant>(home: Home<Tenant>, tenant: Tenant, code: Code) => Code

const inward = statements(`
  return (home, tenant, index) => ($words) => {
    if (home.current !== tenant) home.turnTo(tenant)
    return home.codes[index]($words)
  }
`)

const outward = statements(`
  return (home, tenant, code) => ($words) => {
    const result = code($words)
    if (home.current !== tenant) home.turnTo(tenant)
    return result
  }
`)

interface Realm {
  /** Whether text is evaluated. */
  readonly evaluates: boolean
}

/** For any number of words. */
const anyInward: Inward =
  (home, tenant, index) =>
  (...words) => {
    if (home.current !== tenant) home.turnTo(tenant)
    return home.codes[index]!(...words)
  }

const anyOutward: Outward =
  (home, tenant, code) =>
  (...words) => {
    const result = code(...words)
    if (home.current !== tenant) home.turnTo(tenant)
    return result
  }

/** Signatures with more words are seldom. */
const mostWords = 12

/** Makes gates of a kind, each number's once. */
function gatesFor<Gate>(body: typeof inward, any: Gate) {
  const made: Gate[] = []
  return (count: number, { evaluates }: Realm): Gate => {
    if (!evaluates || count > mostWords) return any
    return (made[count] ??= evaluate('nothing', body({ words: names('w', count) }))(undefined) as Gate)
  }
}

/** Makes what everybody else calls: it makes the code the tenant's. */
export const inwardGate = gatesFor(inward, anyInward)

/** Makes what the tenant's code calls: behind it the code is the tenant's again. */
export const outwardGate = gatesFor(outward, anyOutward)
