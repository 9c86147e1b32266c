// A guest that waits is stopped like one that runs: on a socket, which is what Node gives its children, on a
// pipe, as a shell makes it, on a terminal and on a FIFO.
import { execFileSync, spawn } from 'node:child_process'
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
import { args, endsInTime, finish, main, message } from './in-time.js'

test('reading a gigabyte at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  const file = join(folder, 'large')
  writeFileSync(file, '')
  truncateSync(file, 2 ** 30)
  try {
    await endsInTime(() =>
      finish(spawn(process.execPath, args('endless/large.wasm', '--mount', `${folder}:/:ro`))),
    )
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

test('a program of Go that has begun to read', async () => {
  // Long enough for it to come so far.
  const given = 3000
  const command = [main, 'run', '--timeout', `${given}ms`, `${root}test/fixtures/endless/go/endless.wasm`]
  const child = spawn(process.execPath, [...command, 'stdin'], { stdio: ['pipe', 'ignore', 'pipe'] })
  const { code, errors } = await finish(child)
  expect(code).toBe(255)
  expect(errors).toBe(`error: module closed with context deadline exceeded (timeout ${given / 1000}s)\n`)
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
          // It is stuck in writing.
          child.kill('SIGKILL')
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
      const child = spawn(process.execPath, args('endless/random.wasm', '--hostlogging=all'), {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const [code] = await once(child, 'exit')
      child.stderr.destroy()
      return { code, errors: message }
    })
  })
})

describe.skipIf(!linux)('a FIFO under a mount', () => {
  const using = (folder: string, what: string) =>
    finish(spawn(process.execPath, [...args('outside/fifo.wasm', '--mount', `${folder}:/`), what, '/fifo']))

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
