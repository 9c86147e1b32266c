// What `node --import jitsam/register` does: the namespace becomes the program's, and its files of
// WebAssembly can be imported.

import * as node from 'node:module'
import { install, type When } from '../install.js'
import { load } from './hooks.js'

/** Newer than what TypeScript is told of Node: hooks that run in this thread. */
interface Newer {
  readonly registerHooks?: (hooks: { load: typeof load }) => void
}

/** Installs the namespace, and the hooks. */
export function register(when: When): void {
  install(when)
  const { registerHooks } = node as Newer
  if (registerHooks !== undefined) registerHooks({ load })
  else node.register(new URL('./hooks.js', import.meta.url))
}
