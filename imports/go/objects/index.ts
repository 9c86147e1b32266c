// The objects that Go's library asks its global for. They have no prototypes, so that nothing is inherited
// that leads out of them.
import { bare } from '../../object.js'
import { fillRandom } from '../../wasi/transfer.js'
import type { Members } from '../realm/types.js'
import type { System } from '../system.js'
import { constants, fs } from './fs.js'
import { direct, functionsOf, type Methods } from './method.js'
import { ids, process, resolve } from './process.js'

export const crypto = {
  getRandomValues: direct('random', 'r:bytes -> n:int', (system, bytes) => {
    fillRandom(system.random, bytes, system.check)
    return bytes.length
  }),
}

/** By the names of the objects. */
export const methods: Readonly<Record<string, Methods>> = { fs, process, crypto }

export function objectsFor(system: System): Readonly<Record<'fs' | 'process' | 'path' | 'crypto', Members>> {
  const { getRandomValues } = functionsOf(crypto, system)
  return {
    fs: bare({ ...functionsOf(fs, system), constants: bare(constants) }),
    process: bare({ ...functionsOf(process, system), ...ids }),
    path: bare({ resolve: (...parts: readonly unknown[]) => resolve(system.cwd, parts) }),
    crypto: bare({
      getRandomValues: (bytes: unknown) => {
        getRandomValues!(bytes)
        return bytes
      },
    }),
  }
}
