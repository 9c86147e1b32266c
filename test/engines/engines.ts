// JavaScript engines that may be on a machine: how each is found and started, and which form of a program it takes.
//
//   modules   the package's ES modules, as they are
//   script    one script of all, made by a bundler
//   es5       that script without classes, `let` and generators, as Metro gives it to Hermes
//
// `npm run engines` puts those there that are not a part of the system.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from '../sources.js'

export type Form = 'modules' | 'script' | 'es5'

export interface Engine {
  readonly name: string
  readonly form: Form
  /** What is run, the program's file behind it; nothing if it is not on this machine. */
  readonly command: readonly string[] | undefined
  readonly env?: Readonly<Record<string, string>>
  /** Which command makes bytecode of the file, which is run in its place. */
  readonly compile?: (file: string, to: string) => readonly string[]
}

const cache = join(root, 'node_modules/.cache/jitsam-engines')

const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']

/** Where a program is: in the cache of ours, or among the system's. */
function find(name: string, inCache?: string): string | undefined {
  const places = [
    ...(inCache === undefined ? [] : [join(cache, inCache)]),
    ...folders.map(at => join(at, name)),
  ]
  return places.find(path => existsSync(path))
}

const deno = find('deno', 'node_modules/@deno/linux-x64-glibc/deno')
const bun = find('bun', 'node_modules/@oven/bun-linux-x64/bin/bun')
const hermes = find('hermes', 'node_modules/hermes-engine-cli/linux64-bin/hermes')
const hermesc = find('hermesc', 'node_modules/hermes-engine-cli/linux64-bin/hermesc')
const jsc = find('jsc')
const spidermonkey = find('js102', 'usr/bin/js102')
const qjs = find('qjs')

type Start = readonly string[] | undefined

const started = (path: string | undefined, ...args: readonly string[]): Start =>
  path === undefined ? undefined : [path, ...args]

const row = (name: string, form: Form, command: Start, more: Partial<Engine> = {}): Engine => ({
  name,
  form,
  command,
  ...more,
})

const hermesBytecode: Partial<Engine> = {
  compile: (file, to) => [hermesc!, '-O', '-w', '-emit-binary', '-out', to, file],
}

export const engines: readonly Engine[] = [
  row('Node', 'modules', [process.execPath]),
  row('Node, --jitless', 'modules', [process.execPath, '--jitless']),
  row('Node, no eval', 'modules', [process.execPath, '--disallow-code-generation-from-strings']),
  row('Deno', 'modules', started(deno, 'run', '--allow-read')),
  row('Deno, --jitless', 'modules', started(deno, 'run', '--allow-read', '--v8-flags=--jitless')),
  row('Bun', 'modules', started(bun)),
  row('Bun, no wasm', 'modules', started(bun), { env: { BUN_JSC_useWasm: '0' } }),
  row('JavaScriptCore', 'modules', started(jsc, '-m')),
  row('JavaScriptCore, no JIT', 'modules', started(jsc, '--useJIT=false', '--useWasm=false', '-m')),
  row('SpiderMonkey', 'modules', started(spidermonkey, '-m')),
  row('SpiderMonkey, no wasm', 'modules', started(spidermonkey, '--wasm-compiler=none', '-m')),
  row('QuickJS', 'script', [process.execPath, join(root, 'test/engines/quickjs.mjs')]),
  row('QuickJS, native', 'script', started(qjs, '--stack-size', String(1 << 23))),
  row('Hermes', 'es5', started(hermes, '-w')),
  row('Hermes, hermesc', 'es5', started(hermesc && hermes, '-b'), hermesBytecode),
]

/** What an engine prints of a file. */
export function print({ command, env, compile }: Engine, file: string): string {
  const run = ([path, ...args]: readonly string[], extra: string): string => {
    const options = {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      maxBuffer: 1 << 26,
      timeout: 200_000,
    } as const
    const { stdout, stderr, status, signal } = spawnSync(path!, [...args, extra], options)
    if (status !== 0) throw new Error(`${path} ended with ${status ?? signal}: ${stdout}${stderr}`)
    return stdout
  }
  if (compile === undefined) return run(command!, file)
  const [path, ...args] = compile(file, `${file}.hbc`)
  run([path!, ...args.slice(0, -1)], args.at(-1)!)
  return run(command!, `${file}.hbc`)
}
