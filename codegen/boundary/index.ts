// The boundary between wasm and JavaScript, made of two kinds of functions: an *export wrapper* is called by
// JavaScript and calls wasm, an *import wrapper* is called by wasm and calls JavaScript. Both are
// generated, once for each signature, and then made in any number by calling what was generated. Where
// text may not be evaluated, direct.ts has them.
//
// Words: i32 is a number (signed), i64 two of them, low first; f32 and f64 are numbers; a funcref is an
// object with `code`, or null; an externref is the value itself. Result word 0 is what a function returns,
// word k > 0 stands in register k of its kind until the next call.

import type { Statement } from 'estree'
import type { FuncType } from '../../src/wasm/types.js'
import type { Code } from '../abi.js'
import { resultFloat, resultInt, resultRef } from '../helpers/results.js'
import { mayEvaluate } from '../js/evaluation.js'
import { bounds } from '../tiers/tuning.js'
import { directExport, directImport } from './direct.js'
import { exportWrapperBody } from './export-wrapper.js'
import { fault, foreign } from './fault.js'
import { importWrapperBody } from './import-wrapper.js'
import { type Crossing, type ExportWrapper, type Host, type Signature, signatureOf } from './kinds.js'
import { evaluate, statements } from './quote.js'
import { high, join, low } from './words.js'

export { askedByEngine, askedByGuest, fault, isOrderly } from './fault.js'
export type { ExportWrapper, Host } from './kinds.js'
export { high, join, low } from './words.js'

/** Conversions that users of the boundary supply. */
export interface Surroundings {
  /** The funcref that a JavaScript value stands for; TypeError if none. */
  toFunc(value: unknown): unknown
  /** The JavaScript value for a funcref. */
  fromFunc(func: unknown): unknown
}

/** Makes the functions on both sides of the boundary. */
export interface Boundary {
  exportWrapper(type: FuncType): (func: { readonly code: Code }) => ExportWrapper
  importWrapper(type: FuncType): (host: Host) => Code
}

function list(value: unknown, count: number): readonly unknown[] {
  const values = [...(value as Iterable<unknown>)]
  if (values.length === count) return values
  throw new TypeError(`a function of ${count} results returned ${values.length}`)
}

/**
 * An array of results. V8 keeps a literal of numbers as doubles, which makes signalling NaNs quiet; what it
 * makes for the rest of a list of parameters holds the values as they are.
 */
const pack = (...values: readonly unknown[]): readonly unknown[] => values

const refusal = () =>
  new TypeError('the type of the function has parameters or results that JavaScript has no values for')

const crossing = ({ toFunc, fromFunc }: Surroundings): Crossing => ({
  ...{ int: resultInt, float: resultFloat, ref: resultRef },
  ...{ fround: Math.fround, low, high, join, toFunc, fromFunc, list, pack },
  ...{ fault, foreign, refusal },
})

const prologue = statements(`
  'use strict'
  const { int, float, ref, fround, low, high, join } = crossing
  const { toFunc, fromFunc, list, pack, fault, foreign, refusal } = crossing
`)

const mostKept = bounds.signatures

/** Keeps something under its name, and forgets what has been there longest. */
function keep<Made>(known: Map<string, Made>, name: string, made: Made): void {
  known.set(name, made)
  if (known.size <= mostKept) return
  for (const oldest of known.keys()) {
    known.delete(oldest)
    return
  }
}

/**
 * Keeps what was generated: by type, because that is fast, and as long as there is one; and by signature,
 * because types are many.
 */
function cached<Made>(make: (signature: Signature) => Made) {
  const byType = new WeakMap<FuncType, Made>()
  const bySignature = new Map<string, Made>()
  return (type: FuncType): Made => {
    const known = byType.get(type)
    if (known !== undefined) return known
    const signature = signatureOf(type)
    const key = `${signature.params.join()}->${signature.results.join()}`
    const made = bySignature.get(key) ?? make(signature)
    keep(bySignature, key, made)
    byType.set(type, made)
    return made
  }
}

/** Makes the wrappers of both directions, each signature's once. */
export function makeBoundary(surroundings: Surroundings, mayUseText = mayEvaluate): Boundary {
  const parts = crossing(surroundings)
  const wrappers = <Made>(
    body: (signature: Signature) => readonly Statement[],
    direct: (signature: Signature, parts: Crossing) => Made,
  ) =>
    cached(signature =>
      mayUseText()
        ? (evaluate('crossing', [...prologue({}), ...body(signature)])(parts) as Made)
        : direct(signature, parts),
    )
  return {
    exportWrapper: wrappers(exportWrapperBody, directExport),
    importWrapper: wrappers(importWrapperBody, directImport),
  }
}
