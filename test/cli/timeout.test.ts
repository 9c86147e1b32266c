// A guest that waits is stopped like one that runs: on a socket, which is what Node gives its children, on a
// pipe, as a shell makes it.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../sources.js'

const main = `${root}dist/src/cli/main.js`
const fixture = (name: string) => `${root}test/fixtures/${name}`

const given = 400
const tolerance = 50
const args = (name: string) => [main, 'run', '--timeout', `${given}ms`, fixture(name)]

const message = `error: module closed with context deadline exceeded (timeout ${given}ms)\n`

/** Milliseconds that a run takes whose guest does nothing. */
function startup(): number {
  const begin = performance.now()
  spawnSync(process.execPath, args('bare/nothing.wasm'))
  return performance.now() - begin
}

/** Runs until a run ends in time; the machine may be busy. */
async function endsInTime(run: () => Promise<{ code: unknown; errors: string }>): Promise<void> {
  let late = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 8 && late > tolerance; tries++) {
    const usual = startup()
    const begin = performance.now()
    expect(await run()).toEqual({ code: 255, errors: message })
    late = performance.now() - begin - usual - given
  }
  expect(late).toBeLessThan(tolerance)
}

async function finish(child: ReturnType<typeof spawn>): Promise<{ code: unknown; errors: string }> {
  const parts: Buffer[] = []
  child.stderr!.on('data', part => parts.push(part))
  const [code] = await once(child, 'close')
  return { code, errors: Buffer.concat(parts).toString() }
}

test.each(['loop', 'calls', 'fill', 'sleep', 'random'])('%s', async name => {
  await endsInTime(() => finish(spawn(process.execPath, args(`endless/${name}.wasm`))))
})

test('reading a gigabyte at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  const file = join(folder, 'large')
  writeFileSync(file, '')
  truncateSync(file, 2 ** 30)
  const [main, run, ...rest] = args('endless/large.wasm') as [string, string]
  try {
    await endsInTime(() => finish(spawn(process.execPath, [main, run, '--mount', `${folder}:/:ro`, ...rest])))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('reading from a socket on which nothing comes', async () => {
  await endsInTime(async () => {
    const child = spawn(process.execPath, args('endless/read.wasm'))
    const done = finish(child)
    child.stdin.write('something at first')
    return done
  })
})

test('reading from a pipe into which nothing comes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  // Open for reading and writing, so that the pipe does not end.
  const pipe = openSync(path, 'r+')
  try {
    writeSync(pipe, 'something at first')
    await endsInTime(() =>
      finish(spawn(process.execPath, args('endless/read.wasm'), { stdio: [pipe, 'ignore', 'pipe'] })),
    )
  } finally {
    closeSync(pipe)
    rmSync(folder, { recursive: true })
  }
})
