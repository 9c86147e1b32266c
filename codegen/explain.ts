// How a function came to its text, for people: the function as nodes behind every pass that changed it.

import { lastOf } from '../src/engine/list.js'
import type { Node } from './ir/nodes.js'
import { printIR } from './ir/print.js'
import { setVerifier } from './ir/verifier.js'
import { type Pass, passes } from './passes/index.js'

/** A function, and what has been cut off it, behind a pass. */
export interface Stage {
  /** The pass, or `build`, which comes before all. */
  readonly name: string
  readonly text: string
}

export interface Explanation {
  /** In the order in which they were reached; a function that is begun anew has some of them twice. */
  readonly stages: readonly Stage[]
  /** The JavaScript. */
  readonly text: string
}

/** Where a node comes from, in the bytes of the module; nothing if a pass has made it. */
const offset = ({ at }: Node): string => `${at === 0 ? '' : at.toString(16)}`.padStart(6).padEnd(8)

/**
 * The functions behind each stage while something runs, as text.
 * @param margin what stands before each line, of the node that it shows
 */
export function stagesOf(run: () => unknown, margin: (node: Node) => string): readonly Stage[] {
  const stages: { name: string; text: string }[] = []
  const before = setVerifier((fn, behind, module) => {
    before?.(fn, behind, module)
    const { name } = behind
    const last = lastOf(stages)
    const text = printIR(fn, margin)
    if (last?.name === name && name !== 'build' && name !== 'count uses') last.text += `\n\n${text}`
    else stages.push({ name, text })
  })
  try {
    run()
  } finally {
    setVerifier(before)
  }
  return stages
}

/** The text that `translate` makes of a function, with all that the function was on the way. */
export function record(translate: () => string): Explanation {
  let text = ''
  const stages = stagesOf(() => {
    text = translate()
  }, offset)
  return { text, stages }
}

/** The names of all stages, with what each does. */
export const stageList = (): readonly (readonly [name: string, does: string])[] => [
  ['build', 'makes nodes of the bytes'],
  ...Object.entries<Pass>(passes).map(([name, { does }]) => [name, does] as const),
]
