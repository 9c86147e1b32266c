// Makes garbage of modules: what comes out is nearly a module, so that it fails late and in odd places.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { WebAssembly } from '#src/index.js'
import { Random } from '../differential/random.js'

/** This file is run as it is by the tests, and compiled, one folder deeper, by the command. */
const up = existsSync(new URL('../../package.json', import.meta.url)) ? '../../' : '../../../'
const root = new URL(up, import.meta.url)
const suite = new URL('../shared/spec/data/core/', root)

/** Valid modules: the committed guests, and those of the official suite where that is at hand. */
export function readSeeds(): readonly Uint8Array[] {
  const fixtures = new URL('test/fixtures/', root)
  const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.wasm'),
  )
  const guests = files.map(name => new Uint8Array(readFileSync(new URL(name, fixtures))))
  const all = [...guests, ...(existsSync(suite) ? suiteModules() : [])]
  return all.filter(bytes => bytes.length < 60_000 && WebAssembly.validate(bytes))
}

function suiteModules(): Uint8Array[] {
  const scripts = readdirSync(suite).filter(name => name.endsWith('.json.gz'))
  return scripts.flatMap(name => {
    const { commands } = JSON.parse(gunzipSync(readFileSync(new URL(name, suite))).toString('utf8'))
    const modules = commands.filter(
      (command: { type: string; binary?: string }) => command.binary !== undefined,
    )
    return modules
      .slice(0, 6)
      .map(({ binary }: { binary: string }) => new Uint8Array(Buffer.from(binary, 'base64')))
  })
}

type Mutation = (bytes: number[], random: Random, seeds: readonly Uint8Array[]) => void

const hugeNumbers = [
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0x7f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  [0xff, 0xff, 0x03],
] as const

/** A module's magic number and version stay, or nothing behind them would ever be read. */
const place = (bytes: readonly number[], random: Random): number =>
  bytes.length <= 8 ? 0 : random.between(8, bytes.length - 1)

/** These keep the length, so that what is behind them is read as it was. */
const small: readonly Mutation[] = [
  (bytes, random) => {
    const at = place(bytes, random)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
  },
  (bytes, random) => {
    bytes[place(bytes, random)] = random.below(256)
  },
]

const large: readonly Mutation[] = [
  (bytes, random) => {
    bytes.splice(place(bytes, random))
  },
  (bytes, random) => {
    bytes.splice(place(bytes, random), random.below(3), ...random.pick(hugeNumbers))
  },
  (bytes, random) => {
    bytes.splice(place(bytes, random), random.below(8))
  },
  (bytes, random) => {
    bytes.splice(place(bytes, random), 0, ...random.bytes(random.between(1, 40)))
  },
  (bytes, random, seeds) => {
    const other = random.pick(seeds)
    const from = random.below(other.length)
    bytes.splice(place(bytes, random), random.below(20), ...other.subarray(from, from + random.below(200)))
  },
  (bytes, random) => {
    const from = place(bytes, random)
    bytes.splice(place(bytes, random), 0, ...bytes.slice(from, from + random.below(100)))
  },
]

/** Module number `index` of a seed: one to four mutations, most often few. */
export function makeGarbage(seeds: readonly Uint8Array[], seed: number, index: number): Uint8Array {
  const random = new Random(seed, index)
  const bytes = Array.from(random.pick(seeds))
  for (let i = random.between(1, random.between(1, 4)); i > 0; i--)
    random.pick(random.once(3) ? large : small)(bytes, random, seeds)
  return Uint8Array.from(bytes)
}
