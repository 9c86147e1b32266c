// What `node --import jitsam/register` does: the namespace becomes the program's, its files of WebAssembly
// can be imported, and `node:wasi` is a class that takes its instances. Where the engine's own namespace
// stays, Node's class does too.

import * as node from 'node:module'
import { install, type When } from '../install.js'
import { isNodesWasi, load, resolve } from './hooks.js'

/** Newer than what TypeScript is told of Node: hooks that run in this thread. */
interface Newer {
  readonly registerHooks?: (hooks: { load: typeof load; resolve?: typeof resolve }) => void
}

type Load = (request: string, ...more: readonly unknown[]) => unknown

/** What `require` goes through where hooks are for `import` alone. */
function replaceRequired(): void {
  const modules = node.Module as unknown as { _load: Load }
  const { _load } = modules
  const require = node.createRequire(import.meta.url)
  modules._load = function (this: unknown, request, ...more) {
    return isNodesWasi(request) ? require('./wasi.js') : _load.call(this, request, ...more)
  }
}

/** Installs the namespace, and the hooks. */
export function register(when: When): void {
  const isInstalled = install(when)
  const { registerHooks } = node as Newer
  if (registerHooks !== undefined) {
    registerHooks(isInstalled ? { load, resolve } : { load })
    return
  }
  node.register(new URL('./hooks.js', import.meta.url), { data: { wasi: isInstalled } })
  if (isInstalled) replaceRequired()
}
