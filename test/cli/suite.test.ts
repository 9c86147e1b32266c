// The official wasi-testsuite would run on the command line: its runner asks an adapter in Python for the
// command of a test, whose arguments, directories, environment and outcome stand in a JSON file. Here a runner
// of a few lines does the same, with an adapter that the official one could load, and modules of our own.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { has } from '../needs.js'
import { root } from '../sources.js'

interface Spec {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly dirs?: readonly string[]
  readonly exit_code?: number
  readonly stdout?: string
}

const specs = `${root}test/fixtures/suite`
const command = `'${process.execPath}' '${root}dist/src/cli/main.cjs'`

/** What an expression of the adapter's module comes to. */
function ask(expression: string, ...given: readonly unknown[]): unknown {
  const program = `import jitsam, json, sys
given = json.loads(sys.argv[1])
print(json.dumps(${expression}))`
  const { stdout, stderr } = spawnSync('python3', ['-c', program, JSON.stringify(given)], {
    encoding: 'utf8',
    env: { ...process.env, JITSAM: command, PYTHONPATH: specs, PYTHONDONTWRITEBYTECODE: '1' },
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

const python = has('python')

/** A copy of the folder, which tests may change. */
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  cpSync(specs, folder, { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true }))

test.skipIf(!python)('the adapter says what it runs', () => {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string }
  expect(ask('[jitsam.get_name(), jitsam.get_version(), jitsam.get_wasi_versions()]')).toEqual([
    ...['jitsam', version, ['wasm32-wasip1']],
  ])
  expect(ask('jitsam.get_wasi_worlds()')).toEqual(['wasi:cli/command'])
})

test.skipIf(!python)('every runner gets the same command', () => {
  const [args, env, dirs] = [['a'], { K: 'v' }, [['/host', '/guest']]]
  const last = ['run', '--env=K=v', '--mount=/host:/guest', 'app.wasm', 'a']
  const command = (...given: readonly unknown[]) => ask('jitsam.compute_argv(*given)', 'app.wasm', ...given)
  const behind = ['proposals', 'wasi:cli/command', 'wasm32-wasip1']
  for (const given of [
    [args, env, dirs],
    [args, env, dirs, 'wasm32-wasip1'],
    [[args, env, dirs], ...behind],
  ])
    expect((command(...given) as string[]).slice(-5)).toEqual(last)
  const root = command([args, env, '/host'], ...behind) as string[]
  expect(root.slice(-5)).toEqual(['run', '--env=K=v', '--mount=/host:/', 'app.wasm', 'a'])
  expect((command([args, env, null], ...behind) as string[]).slice(-4)).toEqual([
    'run',
    '--env=K=v',
    'app.wasm',
    'a',
  ])
})

const names = readdirSync(specs).flatMap(name => (name.endsWith('.json') ? [name.slice(0, -5)] : []))

test.skipIf(!python).each(names)('%s', name => {
  const {
    args = [],
    env = {},
    dirs = [],
    exit_code = 0,
    stdout,
  } = JSON.parse(readFileSync(`${specs}/${name}.json`, 'utf8')) as Spec
  const places = dirs.map(dir => [join(folder, dir), dir])
  const file = `${root}test/fixtures/wasi/${name}.wasm`
  const [node, ...rest] = ask('jitsam.compute_argv(*given)', file, args, env, places) as [string, ...string[]]
  const run = spawnSync(node, rest, { cwd: folder, encoding: 'utf8', env: {} })
  expect({ status: run.status, stdout: run.stdout }).toEqual({ status: exit_code, stdout })
})
