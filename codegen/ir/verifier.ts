// Whoever wants to check translation is shown a function behind each of its stages. Tests do (verify.ts);
// otherwise nobody is there, and a stage costs one comparison.

import type { Module } from '../../src/wasm/module.js'
import type { FunctionIR } from './nodes.js'

/** The properties of a function's nodes behind a stage, which messages name. */
export interface Behind {
  readonly name: string
  /** Whether every node is of one word. */
  readonly split: boolean
  /** Whether uses are counted. */
  readonly counted: boolean
}

export type Verifier = (fn: FunctionIR, behind: Behind, module: Module) => void

let verifier: Verifier | undefined

/**
 * Shows functions to `next` from now on, in this process; nothing: to nobody any more. Gives who saw them
 * before.
 */
export function setVerifier(next: Verifier | undefined): Verifier | undefined {
  const before = verifier
  verifier = next
  return before
}

/** Shows a function; it may throw what the verifier throws. */
export function see(fn: FunctionIR, behind: Behind, module: Module): void {
  verifier?.(fn, behind, module)
}
