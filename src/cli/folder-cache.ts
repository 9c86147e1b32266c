// A folder as the cache of `compile(bytes, { cache })`: a file for each module and set of options.

import { join } from 'node:path'
import type { CodeStore } from '../cache/store.js'
import { makeFolder, writeWhole } from './folder.js'
import { isTrusted, readTrusted } from './trust.js'

/** Names are made by the compiler, and no paths. */
const isName = (name: string): boolean => /^[0-9a-f]+$/.test(name)

const none: CodeStore = { get: () => undefined, set: () => false }

/**
 * A cache in a folder, which is made if need be; that it cannot be made is the error of the system. What is
 * in it is run as code: what belongs to another user, or can be written by others, is not used, and one line
 * on stderr says so.
 */
export function folderCache(directory: string): CodeStore {
  makeFolder(directory)
  if (!isTrusted(directory, [])) return none
  const fileOf = (name: string): string => {
    if (!isName(name)) throw new TypeError(`no name of an entry: ${JSON.stringify(name)}`)
    return join(directory, `${name}.code`)
  }
  return {
    get(name) {
      const bytes = readTrusted(fileOf(name))
      return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
    },
    set: (name, text) => writeWhole(fileOf(name), text),
  }
}
