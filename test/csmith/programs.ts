// Programs in C that csmith makes of a seed, compiled by clang. Which of csmith's options a seed gets follows from
// it, so that a program is its seed and its level.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Random } from '../differential/random.js'
import type { Program } from '../tiers/observe.js'

export const levels = ['O0', 'O1', 'O2', 'Os'] as const
export type Level = (typeof levels)[number]

/** Programs stay small enough for four levels and all tiers. */
// biome-ignore format: a table
const always = [
  '--no-argc', '--concise', '--max-funcs', '5', '--max-block-depth', '4', '--max-block-size', '3',
  '--max-array-dim', '2', '--max-array-len-per-dim', '6', '--max-struct-fields', '6',
]

/** Other kinds of programs. Without the wrappers of arithmetic a division traps, and nothing hides the operations. */
// biome-ignore format: a table
const kinds: readonly (readonly string[])[] = [
  [], [],
  ['--float'],
  ['--builtins', '--disable-builtin-kinds', 'x86'],
  ['--no-safe-math', '--no-volatiles'],
  ['--no-safe-math', '--no-volatiles', '--float', '--no-pointers'],
  ['--inline-function', '--no-volatiles'],
  ['--no-volatiles', '--no-pointers', '--max-expr-complexity', '20'],
  ['--max-funcs', '10', '--max-block-size', '2', '--max-expr-complexity', '5'],
]

export const optionsOf = (seed: number): readonly string[] => [
  ...always,
  ...kinds[new Random(seed).below(kinds.length)]!,
]

const headers = ['/usr/include/csmith', '/usr/local/include/csmith']

/** The commands that are needed, and what is missing of them. */
export interface Tools {
  readonly clang: string
  readonly linker: string
  /** The folder of csmith's own headers. Those around it are for this machine. */
  readonly headers: string
}

const runs = (command: string): boolean => spawnSync(command, ['--version']).status === 0

/** Either the tools, or a line that says which of them are missing. */
export function findTools(): Tools | string {
  const clang = ['clang-14', 'clang'].find(runs)
  const linker = ['wasm-ld-14', 'wasm-ld'].find(runs)
  const folder = headers.find(path => existsSync(join(path, 'safe_math.h')))
  const missing = [
    ...(runs('csmith') && folder !== undefined ? [] : ['csmith']),
    ...(clang === undefined ? ['clang'] : []),
    ...(linker === undefined ? ['wasm-ld'] : []),
  ]
  if (missing.length === 0) return { clang: clang!, linker: linker!, headers: folder! }
  return `missing: ${missing.join(', ')} (Debian has them in the packages csmith, libcsmith-dev, clang-14 and lld-14)`
}

/** csmith sometimes does not come to an end. */
const longestMaking = 20_000

/** In characters of the source: shorter ones come to nothing, longer ones would take all the time. */
const shortest = 5_000
const longest = 20_000

/** The folder of the sources: this file may be compiled. */
export const here: string = dirname(fileURLToPath(import.meta.url)).replace('/dist/', '/')

/**
 * The source of a program; csmith leaves a file where it runs. Nothing if csmith has made none in time, or one of
 * another length.
 */
export function source(seed: number): string | undefined {
  const { status, stdout } = spawnSync('csmith', ['--seed', String(seed), ...optionsOf(seed)], {
    encoding: 'utf8',
    cwd: tmpdir(),
    timeout: longestMaking,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 26,
  })
  return status === 0 && stdout.length >= shortest && stdout.length <= longest ? stdout : undefined
}

function run(command: string, args: readonly string[], input?: string): void {
  const { status, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8' })
  if (status !== 0) throw new TypeError(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`)
}

// biome-ignore format: a table
const compiling = [
  '--target=wasm32', '-nostdlib', '-ffreestanding', '-mbulk-memory', '-msign-ext', '-mmultivalue',
  '-mnontrapping-fptoint', '-w', '-x', 'c', '-c', '-',
]

/**
 * Compiles a source.
 * @param folder for the object file: where there is `wasm-opt` clang would run it if it linked as well
 */
export function compileSource(
  tools: Tools,
  { text, level, folder }: { readonly text: string; readonly level: Level; readonly folder: string },
): Uint8Array {
  const [object, binary] = [join(folder, 'program.o'), join(folder, 'program.wasm')]
  const include = [`-I${here}`, '-isystem', tools.headers]
  run(tools.clang, [`-${level}`, ...include, ...compiling, '-o', object], text)
  run(tools.linker, ['--no-entry', '--strip-all', object, '-o', binary])
  return new Uint8Array(readFileSync(binary))
}

/** Whether C says what a program does, so that every compiler must come to the same. */
export const isDefined = (seed: number): boolean => !optionsOf(seed).includes('--no-safe-math')

/** How long a program of this machine may take, in milliseconds. */
const longestRun = 2_000

/** What a program gives when it is compiled for this machine: a line as for a call, or nothing if it has no end. */
export function runNatively(
  tools: Tools,
  { text, folder }: { readonly text: string; readonly folder: string },
): string | undefined {
  const program = join(folder, 'program')
  const include = [`-I${here}`, '-idirafter', tools.headers]
  run(tools.clang, ['-O1', '-w', ...include, join(here, 'native.c'), '-x', 'c', '-', '-o', program], text)
  const { status, stdout } = spawnSync(program, { encoding: 'utf8', timeout: longestRun })
  return status === 0 ? `run() = ${stdout}` : undefined
}

/** Twice: the second time it goes on with the globals that the first has left. */
export const programOf = (bytes: Uint8Array): Program => ({
  bytes,
  calls: [
    { name: 'run', args: [] },
    { name: 'run', args: [] },
  ],
  host: 'listener',
})
