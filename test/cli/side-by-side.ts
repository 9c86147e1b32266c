// One program as a whole process, run by `jitsam run` and by Node's own WASI, each on a folder of its own
// that the guest sees as /data: what it prints, its exit code and the files it leaves.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../sources.js'

export interface Run {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
  readonly files: readonly string[]
}

export interface Given {
  readonly args: readonly string[]
  readonly input: string
  readonly files?: Readonly<Record<string, string>>
}

export function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code!
  }
}

/** Names and contents; a link is what it points to. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length))
    .map(name => `${name} ${contentOf(join(folder, name))}`)
    .sort()

function run(command: (folder: string) => readonly string[], given: Given): Run {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  try {
    for (const [name, text] of Object.entries(given.files ?? {})) writeFileSync(join(folder, name), text)
    const { stdout, stderr, status } = spawnSync(process.execPath, command(folder), {
      input: given.input,
      encoding: 'utf8',
    })
    return { stdout, stderr, status, files: filesIn(folder) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** `jitsam run`. */
export const ours = (file: string, given: Given): Run =>
  run(
    folder => [`${root}dist/src/cli/main.js`, 'run', '--mount', `${folder}:/data`, file, ...given.args],
    given,
  )

/** node:wasi. */
export const nodes = (file: string, given: Given): Run =>
  run(folder => ['--no-warnings', `${root}bench/lib/wasi.mjs`, file, folder, ...given.args], given)
