// Real programs, whole processes: `jitsam run` beside Node's own WASI, in C, C++, Rust and Go. They list, read,
// write, rename and remove files, read the standard input, sleep and tell times; what they print, their exit
// codes and the files they leave must be the same.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../sources.js'
import { contentOf, nodes, ours } from './side-by-side.js'

const fixture = (name: string) => `${root}test/fixtures/${name}`

const script = `
print a script with $nothing in it
mkdir /data/dir
write /data/dir/notes first line
write /data/dir/notes second line
read /data/dir/notes
link notes /data/dir/link
read /data/dir/link
rename /data/dir/notes /data/dir/renamed
read /data/dir/notes
rename /data/dir/missing /data/dir/other
write /data/dir/remove me
list /data/dir
remove /data/dir/remove
rmdir /data/dir
list /data
input name
input rest
print hello $name and $rest
sum total 0.1 0.2 1e10 -3
print the sum is $total
wait 30
exit 9
print not reached
`

const input = 'Ada\nall the others\nand more\n'

test('C++', () => {
  const given = { args: ['/data/script'], input, files: { script } }
  const expected = nodes(fixture('programs/script.wasm'), given)
  expect(expected).toMatchObject({ status: 9 })
  expect(expected.stdout).toContain(
    'hello Ada and all the others\nthe sum is 9999999997.3\nwaited 30 ms: 11\n',
  )
  expect(expected.stderr).toBe('10: read failed\n11: rename failed\n15: rmdir failed\n')
  expect(ours(fixture('programs/script.wasm'), given)).toEqual(expected)
})

test.each(['show', 'words', 'clock'])('C and Rust: %s', name => {
  const given = { args: ['/data/notes'], input, files: { notes: 'some notes\n' } }
  // Node's own WASI sometimes wakes up a little early, which is not what is expected of us.
  let expected = nodes(fixture(`wasi/${name}.wasm`), given)
  for (let tries = 0; tries < 4 && expected.stdout.includes('wrong'); tries++)
    expected = nodes(fixture(`wasi/${name}.wasm`), given)
  expect(expected.stdout + expected.stderr).not.toBe('')
  expect(ours(fixture(`wasi/${name}.wasm`), given)).toEqual(expected)
})

// ---------------------------------------------------------------- Go, whose programs are too large to keep here

/** A Go that knows WASI. */
const go = ['/usr/lib/go-1.23/bin/go', 'go'].find(path => {
  const { stdout } = spawnSync(path, ['version'], { encoding: 'utf8' })
  return Number(stdout?.match(/go1\.(\d+)/)?.[1] ?? 0) >= 21
})

if (go === undefined) console.log('no Go of version 1.21 or later: its program for WASI is not tested')

/** The program, built once. */
function goProgram(): string {
  const folder = `${root}node_modules/.cache/jitsam-test`
  const source = fixture('programs/go')
  const program = join(folder, 'files.wasm')
  const known = join(folder, 'files.go')
  const text = readFileSync(`${source}/main.go`, 'utf8')
  if (existsSync(program) && contentOf(known) === text) return program
  mkdirSync(folder, { recursive: true })
  const env = { ...process.env, GOOS: 'wasip1', GOARCH: 'wasm', GOCACHE: join(folder, 'go') }
  const flags = ['-buildvcs=false', '-trimpath', '-ldflags=-s -w']
  const { status, stderr } = spawnSync(go!, ['build', ...flags, '-o', program, '.'], {
    cwd: source,
    env,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  writeFileSync(known, text)
  return program
}

test.skipIf(go === undefined)(
  'Go',
  () => {
    const program = goProgram()
    const given = { args: ['/data', 'one', 'two'], input }
    const expected = nodes(program, given)
    expect(expected).toMatchObject({ status: 7, stderr: '' })
    expect(expected.stdout).toContain('2022-01-02T03:04:05Z\nslept true true\nwords 6\n')
    expect(ours(program, given)).toEqual(expected)
  },
  300_000,
)
