// Which modules can be pooled. An instance is restored between two requests; what it imports is not its own,
// and stays what the last request has made of it.

import type { Module } from '../wasm/module.js'
import { quoted } from '../wasm/printable.js'
import type { GlobalType } from '../wasm/types.js'
import { PoolError } from './errors.js'

/** What a guest could leave something in, or find it. */
function shared(type: Module['imports'][number]['type']): string | undefined {
  if (type.kind === 'memory' || type.kind === 'table') return `a ${type.kind}`
  if (type.kind === 'global' && (type.type as GlobalType).mutable) return 'a mutable global'
  return undefined
}

/** Throws a PoolError, with the reason, for a module whose guests would see one another. */
export function requireIsolation({ imports }: Module): void {
  for (const { module, name, type } of imports) {
    const found = shared(type)
    if (found !== undefined)
      throw new PoolError(
        'not isolated',
        `the module imports ${found}, which all requests would see: ${quoted(module)} ${quoted(name)}`,
      )
  }
}
