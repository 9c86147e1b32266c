// The text of a function, as it is kept and as it is evaluated. Most of a large function that can be resumed
// (see passes/resume/resumable.ts) is never run, so that where functions are translated when first called, so
// is each of its regions when it is first entered:
//
//   (function (part) {
//   var f7p0 = function f7p0(l0) { … }, f7p1 = part(1, function (f) { f7p1 = f; });
//   return function f7(l0) { … };
//   })(U.parts(7))

import type { TextFacts } from '../baseline/translate.js'

/** The text of one function, and the helpers that it calls; none are named if it stands where all are. */
export interface Translated {
  readonly text: string
  readonly helpers: ReadonlySet<string>
  /** Facts of the baseline translator's text that decide for how long it will do. */
  readonly baseline?: TextFacts | undefined
  /** Of a first version that counts: how many counts it has. */
  readonly counts: number | undefined
  /**
   * The texts of the regions that are translated one by one, once they have been entered. One alone is the
   * whole function, for when it is resumed.
   */
  readonly regions?: (string | undefined)[] | undefined
}

const regionOf = (index: number, region: number, text: string | undefined): string => {
  const name = `f${index}p${region}`
  return `${name} = ${text ?? `part(${region}, function (f) { ${name} = f; })`}`
}

/** An expression whose value is the function. */
export function textOf(index: number, { text, regions }: Translated): string {
  if (regions === undefined) return text
  const declared = Array.from(regions, (known, region) => regionOf(index, region, known))
  return `(function (part) {\nvar ${declared.join(',\n')};\nreturn ${text};\n})(U.parts(${index}))`
}
