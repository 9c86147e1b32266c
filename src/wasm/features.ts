// The parts of the language that came after wasm 1.0, by the names the proposals bear.

import { fail } from './errors.js'

export const features = [
  'sign-extension',
  'saturating-conversion',
  'multi-value',
  'mutable-globals',
  'bulk-memory',
  'reference-types',
  'simd',
  'extended-const',
  'multi-memory',
  'tail-call',
  'relaxed-simd',
  'exceptions',
  'exceptions-legacy',
  'function-references',
  'gc',
  'memory64',
  'threads',
] as const

export type Feature = (typeof features)[number]
export type Features = ReadonlySet<Feature>

/**
 * What this engine translates. With a feature added here the compiler names what each stage still has to be
 * told of it: the records of all stages are by the instructions, types and addresses that are translated; see
 * `Present`.
 */
export const translated = [
  'sign-extension',
  'saturating-conversion',
  'multi-value',
  'mutable-globals',
  'bulk-memory',
  'reference-types',
  'extended-const',
  'multi-memory',
] as const satisfies readonly Feature[]

/** A feature that is translated. */
export type Translated = (typeof translated)[number]

/** A module that needs more is rejected with a CompileError that names it. */
export const supported: Features = new Set<Feature>(translated)

/** Names in messages, where they are not the feature's own. */
const titles: { readonly [F in Feature]?: string } = {
  simd: 'SIMD',
  'relaxed-simd': 'relaxed SIMD',
  'exceptions-legacy': 'legacy exceptions',
  gc: 'garbage collection',
}

/** Rejects what needs a feature that is not there. `what` is the instruction, type or section. */
export function unsupported(feature: Feature, what: string, at: number): never {
  fail(`${titles[feature] ?? feature} is not supported yet: ${what}`, at)
}
