// Makes the namespace that of the whole program, as an engine has it: a global that is not enumerated.

import { WebAssembly } from './namespace.js'

/** Whether an engine's own namespace is to be replaced, or only a missing one put there. */
export type When = 'always' | 'missing'

/** Puts the namespace where an engine has its own, and says whether it is there now. */
export function install(when: When): boolean {
  if (when === 'missing' && 'WebAssembly' in globalThis) return false
  Object.defineProperty(globalThis, 'WebAssembly', { value: WebAssembly, writable: true, configurable: true })
  return true
}
