// The folder of `--cachedir`: one file for each module and set of options, which holds what
// src/cache/entry.ts says. Files are written whole (folder.ts); a damaged one counts as missing and is
// written again. A cache that cannot be read or written makes a run slower and nothing else.
//
// What is in the cache is run as code, with all that the process may do. So its folder and its entries must
// belong to the user (trust.ts), and an entry is good for the name that it was written under.
//
// Besides translated text a file holds V8's code for it, which saves parsing and compiling. A lazy module's
// text grows while it runs, by functions evaluated one by one, which V8 would not keep. So after a run the
// text that the *next* run will evaluate, with all functions that this one called, is compiled once, ahead
// of need.

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'
import { type CodeCache, keepable, type Program, programText } from '../../codegen/index.js'
import { build } from '../cache/build.js'
import { type Digest, decodeEntry, type Entry, encodeEntry } from '../cache/entry.js'
import { hasGrown } from '../cache/growth.js'
import { Complaint, reasonOf } from './complaint.js'
import { codeOf, makeFolder, writeWhole } from './folder.js'
import { isTrusted, readTrusted } from './trust.js'
import { version } from './version.js'

export interface Cache {
  /** To be given to the compiler. */
  readonly code: CodeCache
  /** Keeps what a run, or a mere compilation, has brought. */
  save(program: Program): void
}

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest()

/** Which digest an entry has under a name: under another one it is none. */
export const digestFor =
  (name: string): Digest =>
  data =>
    createHash('sha256').update(name).update(data).digest()

/** The folder for entries of this version, which is created if need be. */
function folderIn(directory: string): string {
  if (directory === '') throw new Complaint('invalid cachedir: empty string')
  const { arch, platform, version: node } = process
  const folder = join(directory, `jitsam-${version()}-node-${node}-${arch}-${platform}`)
  try {
    makeFolder(folder)
  } catch (error) {
    const isFile = codeOf(error) === 'ENOTDIR' || codeOf(error) === 'EEXIST'
    throw new Complaint(`invalid cachedir: ${directory}${isFile ? ' is not dir' : `: ${reasonOf(error)}`}`)
  }
  return folder
}

function read(file: string, digest: Digest): Entry | undefined {
  const bytes = readTrusted(file)
  try {
    return bytes && decodeEntry(bytes, digest)
  } catch {
    return undefined
  }
}

/**
 * V8 takes no code that was made with other flags. So that runs with different ones do not replace each
 * other's, they are part of an entry's name. To ask V8 itself would load a module of Node's, which takes
 * milliseconds.
 */
const flagsOfEngine = (): readonly unknown[] => [process.execArgv, process.env.NODE_OPTIONS]

const fingerprint = (text: string): string => sha256(text).toString('hex')

/** Compiles all functions of a text, not only those that have run. */
function compileAll(text: string): Buffer {
  setFlagsFromString('--no-lazy')
  try {
    const script = new Script(text)
    setFlagsFromString('--lazy')
    return script.createCachedData()
  } finally {
    setFlagsFromString('--lazy')
  }
}

/** Evaluates the texts of a module's instances, with the engine's code if there is some. */
class Evaluator {
  /** The text evaluated first, and what became of it. */
  #first: { readonly text: string; readonly script: Script } | undefined
  /** Whether the engine took the code that was kept. */
  accepted = false

  constructor(private readonly entry: Entry | undefined) {}

  evaluate(text: string): unknown {
    const { code } = this.entry ?? {}
    const known = code?.of === fingerprint(text) ? { cachedData: Buffer.from(code.bytes) } : {}
    const script = new Script(text, known)
    if (this.#first === undefined) {
      this.#first = { text, script }
      this.accepted = script.cachedDataRejected === false
    }
    return script.runInThisContext()
  }

  /** The engine's code for a text that will be evaluated in the next run. */
  codeOf(text: string): Buffer {
    return this.#first?.text === text ? this.#first.script.createCachedData() : compileAll(text)
  }
}

export interface CachePlace {
  readonly directory: string
  /** Folders of the host that the guest can write to. */
  readonly exposed: readonly string[]
}

/**
 * Nothing if the folder is not to be trusted.
 * @param options everything that the generated code depends on, besides the module
 */
export function openCache(
  { directory, exposed }: CachePlace,
  bytes: Uint8Array,
  options: readonly unknown[],
): Cache | undefined {
  const folder = folderIn(directory)
  if (!isTrusted(folder, exposed)) return undefined
  const circumstances = JSON.stringify([build, flagsOfEngine(), options])
  const name = fingerprint(`${sha256(bytes).toString('hex')} ${circumstances}`)
  const [file, digest] = [join(folder, name), digestFor(name)]
  const entry = read(file, digest)
  const evaluator = new Evaluator(entry)
  return {
    code: {
      translated: entry?.translated ?? new Map(),
      called: entry?.called ?? new Set(),
      validated: entry?.validated,
      evaluate: text => evaluator.evaluate(text),
    },
    save(program) {
      if (entry !== undefined && evaluator.accepted && !hasGrown(program, entry)) return
      const kept = keepable(program)
      const text = programText(program)
      const code = { of: fingerprint(text), bytes: evaluator.codeOf(text) }
      const validated = { depths: program.context.depths }
      writeWhole(file, encodeEntry({ ...kept, validated, code }, digest))
    },
  }
}
