// Text of a module that an embedder keeps: in a folder, in Redis, in whatever has values by names. The name
// follows from the module's bytes, the build of the compiler, and all options on which text depends, so that
// what is found under it fits. What is not whole, or not to be had, counts as missing.
//
// What comes out of a store is run as code. Who can write there can do what the process may do.

import {
  type CodeCache,
  evaluateExpression,
  keepable,
  type Program,
  type TranslateOptions,
} from '../../codegen/index.js'
import { encode } from '../engine/utf8.js'
import { type InstrumentOptions, instrumentsKey } from '../instruments/index.js'
import { build } from './build.js'
import { hasGrown } from './growth.js'
import { type Digest, type Kept, readText, writeText } from './text.js'

/** A Map is one, and so are Keyv and most stores of keys and values. */
export interface CodeStore {
  /** The text of that name; nothing if there is none. */
  get(name: string): unknown
  /** Keeps a text, until nobody knows when. What it returns is waited for. */
  set(name: string, text: string): unknown
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')

interface Host {
  readonly crypto?: {
    readonly subtle?: { digest(algorithm: string, data: Uint8Array): Promise<ArrayBuffer> }
  }
}

/** Says so where a host has no digests: pages that did not come by a safe way have none. */
function subtle() {
  const found = (globalThis as Host).crypto?.subtle
  if (found === undefined) throw new TypeError('a cache needs crypto.subtle, which is missing here')
  return found
}

const sha256 = async (data: Uint8Array): Promise<string> =>
  hex(new Uint8Array(await subtle().digest('SHA-256', data)))

/** Text of one module in a store. */
export interface Stored {
  /** To be given to the compiler. */
  readonly code: CodeCache
  /** Keeps what has been translated by now, if that is more than there was; says whether it did. */
  save(program: Program): Promise<boolean>
}

/** What the generated code depends on, besides the module. */
export type Options = InstrumentOptions & Pick<TranslateOptions, 'lazy' | 'limit'>

/** Opens what a store has of a module. */
export async function openStored(store: CodeStore, bytes: Uint8Array, options: Options): Promise<Stored> {
  const key = [build, ...instrumentsKey(options), options.limit?.largest, options.lazy]
  const name = await sha256(encode(JSON.stringify([await sha256(bytes), ...key])))
  // The name is a part of it: an entry is good for the one that it was written under.
  const digest: Digest = text => sha256(encode(`${name}\n${text}`))
  let known: Kept | undefined = await readText(await store.get(name), digest)
  return {
    code: {
      translated: known?.translated ?? new Map(),
      called: known?.called ?? new Set(),
      validated: known?.validated,
      evaluate: evaluateExpression,
    },
    async save(program) {
      if (known !== undefined && !hasGrown(program, known)) return false
      const kept = { ...keepable(program), validated: { depths: program.context.depths } }
      await store.set(name, await writeText(kept, digest))
      known = kept
      return true
    },
  }
}
