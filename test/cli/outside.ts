// Guests of the command line that look at the outside world (test/fixtures/outside). Where the host's own
// permissions matter, they are run by a user who is not root.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { root } from '../sources.js'

export const main = `${root}dist/src/cli/main.js`

export const guest = (name: string): string => `${root}test/fixtures/outside/${name}.wasm`

const made: string[] = []

/** A folder that is gone after the tests of the file. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'jitsam-'))
  made.push(path)
  return path
}

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true })
})

export interface Result {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
}

/** `jitsam run` with these arguments; the fixture is named without folder and ending. */
export function run(given: readonly string[], options: SpawnSyncOptions = {}): Result {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'run', ...given], {
    timeout: 30_000,
    ...options,
    encoding: 'utf8',
  })
  return { stdout, stderr, status }
}

const isRoot = process.getuid?.() === 0

/** Whoever is not root: the one who runs the tests, or else nobody. */
export const ordinary: SpawnSyncOptions = isRoot ? { uid: 65534, gid: 65534 } : {}

/** Why no ordinary user can run it; nothing if one can. */
export function ordinaryCannot(): string | undefined {
  if (process.getuid === undefined) return 'the system has no such users'
  const { status } = spawnSync(
    process.execPath,
    ['-e', `fs.accessSync(${JSON.stringify(main)}, 4)`],
    ordinary,
  )
  return status === 0 ? undefined : 'nobody but root can read this folder'
}
