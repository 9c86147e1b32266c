// What is mutated: small valid modules, and some that are not. The official test suite is the best source where it is
// there; the fixtures of the project and generated modules are always there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { WebAssembly } from '#src/index.js'
import { anyEmphases, generated } from '../differential/generate/index.js'
import { Random } from '../differential/random.js'

/** Larger modules are slow to work on and no better. */
const largest = 8192

interface Command {
  readonly binary?: string
  readonly commands?: readonly Command[]
}

function filesBelow(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return entries
    .filter(entry => entry.endsWith(ending))
    .sort()
    .map(entry => join(folder, entry))
}

const binariesOf = ({ binary, commands = [] }: Command): readonly Uint8Array[] => [
  ...(binary === undefined ? [] : [Buffer.from(binary, 'base64')]),
  ...commands.flatMap(binariesOf),
]

/** The modules of the official suite, of all versions and proposals. */
const specModules = (): readonly Uint8Array[] =>
  filesBelow(join(root, '../shared/spec/data'), '.json.gz').flatMap(path =>
    binariesOf(JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Command),
  )

const fixtures = (): readonly Uint8Array[] =>
  filesBelow(join(root, 'test/fixtures'), '.wasm').map(path => readFileSync(path))

/** Every module once. */
function unlike(modules: readonly Uint8Array[]): readonly Uint8Array[] {
  const seen = new Map<string, Uint8Array>()
  for (const bytes of modules) seen.set(Buffer.from(bytes).toString('latin1'), bytes)
  return [...seen.values()]
}

/** Modules by whether the engine takes them. Those that it takes give the better garbage. */
export interface Corpus {
  readonly valid: readonly Uint8Array[]
  readonly invalid: readonly Uint8Array[]
}

/** This file is run as it is by the tests, and compiled, one folder deeper, by the command. */
const up = existsSync(new URL('../../package.json', import.meta.url)) ? '../../' : '../../../'
const root = fileURLToPath(new URL(up, import.meta.url))

function generatedFrom(seed: number, index: number): Uint8Array {
  const random = new Random(seed, index)
  return generated(random, anyEmphases(random))
}

export function readCorpus(): Corpus {
  const made = Array.from({ length: 100 }, (_, i) => generatedFrom(7, i))
  const all = unlike([...specModules(), ...fixtures(), ...made]).filter(({ length }) => length <= largest)
  return {
    valid: all.filter(bytes => WebAssembly.validate(bytes)),
    invalid: all.filter(bytes => !WebAssembly.validate(bytes)),
  }
}
