// The toolchains of Go that are installed, the program built by each (into node_modules/.cache, once for each
// state of its source), and what each toolchain's own host makes of it.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Ending } from './guest.js'

export interface Toolchain {
  readonly version: string
  readonly go: string
  readonly host: string
  /** Flags of Node that its host needs. */
  readonly flags: readonly string[]
}

/** Where Debian puts them. */
export const toolchains: readonly Toolchain[] = [
  { version: '1.19', flags: ['--no-experimental-global-webcrypto'] },
  { version: '1.23', flags: [] },
].map(({ version, flags }) => ({
  ...{ version, flags },
  go: `/usr/lib/go-${version}/bin/go`,
  host: `/usr/share/go-${version}/misc/wasm/wasm_exec_node.js`,
}))

export const isInstalled = ({ go, host }: Toolchain): boolean => existsSync(go) && existsSync(host)

const sources = fileURLToPath(new URL('../../fixtures/go/', import.meta.url))

const cache = fileURLToPath(new URL('../../../node_modules/.cache/jitsam-go/', import.meta.url))

function stateOfSources(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(sources).sort()) {
    if (/\.(go|mod|sh)$/.test(name)) hash.update(readFileSync(`${sources}${name}`))
  }
  return hash.digest('hex').slice(0, 16)
}

/** The whole program, net/http included. */
export function build({ version, go }: Toolchain): URL {
  mkdirSync(cache, { recursive: true })
  const file = `${cache}${version}-${stateOfSources()}.wasm`
  if (!existsSync(file)) execFileSync(`${sources}build.sh`, [file, 'full', go])
  return pathToFileURL(file)
}

/** Runs the program under the toolchain's own host, on native WebAssembly. */
export function runInOwnHost({ host, flags }: Toolchain, file: URL, args: readonly string[]): Ending {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, host, fileURLToPath(file), ...args],
    {
      encoding: 'utf8',
      env: {},
    },
  )
  return { code: status ?? -1, stdout, stderr }
}
