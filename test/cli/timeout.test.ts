// A guest that waits is stopped like one that runs: on a socket, which is what Node gives its children, on a
// pipe, as a shell makes it, on a terminal and on a FIFO.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
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
  child.stderr?.on('data', part => parts.push(part))
  // Not `close`, which waits until all that has been written is read.
  const [code] = await once(child, 'exit')
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

/** A FIFO in a folder of its own. */
function withFifo<Result>(use: (path: string, folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  const path = join(folder, 'fifo')
  execFileSync('mkfifo', [path])
  return use(path, folder).finally(() => rmSync(folder, { recursive: true }))
}

const linux = process.platform === 'linux'

describe.skipIf(!linux)('writing without an end to a reader that does not read', () => {
  const writing = (fd: 1 | 2) => [...args('outside/endless.wasm'), String(fd)]

  test('a socket', async () => {
    await endsInTime(async () => {
      const child = spawn(process.execPath, writing(1))
      const ended = await finish(child)
      child.stdout.destroy()
      return ended
    })
  })

  test('a pipe', () =>
    withFifo(async path => {
      const pipe = openSync(path, 'r+')
      try {
        await endsInTime(() =>
          finish(spawn(process.execPath, writing(1), { stdio: ['ignore', pipe, 'pipe'] })),
        )
      } finally {
        closeSync(pipe)
      }
    }))

  const noScript = !existsSync('/usr/bin/script')

  test.skipIf(noScript)(`a terminal${noScript ? ' (skipped: there is no script)' : ''}`, () =>
    withFifo(async (path, folder) => {
      const pipe = openSync(path, 'r+')
      const result = join(folder, 'result')
      // `script` gives a terminal, and stops reading it when nobody reads what it prints.
      const command = [process.execPath, ...writing(1)].map(part => `"${part}"`).join(' ')
      const script = `${command} 2> ${result}.err; echo $? > ${result}.part; mv ${result}.part ${result}`
      try {
        await endsInTime(async () => {
          rmSync(result, { force: true })
          const child = spawn('script', ['-qec', script, '/dev/null'], { stdio: ['pipe', pipe, 'ignore'] })
          while (!existsSync(result)) await sleep(2)
          child.kill()
          return { code: Number(readFileSync(result, 'utf8')), errors: readFileSync(`${result}.err`, 'utf8') }
        })
      } finally {
        closeSync(pipe)
      }
    }),
  )

  test('stderr, where then nothing can be said either', async () => {
    await endsInTime(async () => {
      const child = spawn(process.execPath, writing(2), { stdio: ['ignore', 'ignore', 'pipe'] })
      // Nobody listens to it.
      const [code] = await once(child, 'exit')
      child.stderr.destroy()
      return { code, errors: message }
    })
  })

  test('a log', async () => {
    await endsInTime(async () => {
      const [main, run, ...rest] = args('endless/random.wasm') as [string, string]
      const child = spawn(process.execPath, [main, run, '--hostlogging=all', ...rest], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const [code] = await once(child, 'exit')
      child.stderr.destroy()
      return { code, errors: message }
    })
  })
})

describe.skipIf(!linux)('a FIFO under a mount', () => {
  const using = (folder: string, what: string) => {
    const [main, run, ...rest] = args('outside/fifo.wasm') as [string, string]
    return finish(spawn(process.execPath, [main, run, '--mount', `${folder}:/`, ...rest, what, '/fifo']))
  }

  test.each(['read', 'write'])('whose other end nobody opens (%s)', what =>
    withFifo((_, folder) => endsInTime(() => using(folder, what))),
  )

  test.each(['read', 'write'])('whose other end does nothing (%s)', what =>
    withFifo(async (path, folder) => {
      const other = openSync(path, 'r+')
      try {
        await endsInTime(() => using(folder, what))
      } finally {
        closeSync(other)
      }
    }),
  )
})
