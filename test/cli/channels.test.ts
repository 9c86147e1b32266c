// FIFOs, terminals and devices under a mount, and streams that must not block. The values are those of Linux:
// what the same programs print, built by gcc (test/fixtures/outside/*.c), in the words of WASI's library, which
// calls an "illegal seek" invalid and knows no type for a FIFO.
import { execFileSync, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { folder, guest, main, run } from './outside.js'

const linux = existsSync('/proc/self/fd')

/** A guest that runs while the test goes on. */
function start(args: readonly string[], stdio: StdioOptions = ['ignore', 'pipe', 'pipe']) {
  const child = spawn(process.execPath, [main, 'run', ...args], { stdio })
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', part => {
    stdout += part
  })
  child.stderr!.on('data', part => {
    stderr += part
  })
  // Awaited from now on: a guest may have ended before its test asks for that.
  const closed = once(child, 'close')
  return {
    child,
    /** Waits until the guest has said something on stderr. */
    async said(text: string): Promise<void> {
      while (!stderr.includes(text)) await once(child.stderr!, 'data')
    },
    async ended() {
      const [status] = await closed
      return { stdout, stderr, status }
    },
  }
}

function fifo(): { readonly path: string; readonly mount: readonly string[] } {
  const below = folder()
  execFileSync('mkfifo', [`${below}/fifo`])
  return { path: `${below}/fifo`, mount: ['--mount', `${below}:/`] }
}

/** What is done with the other end: by another process, which may wait. */
const shell = (command: string) => spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] })

const outputOf = async (child: ReturnType<typeof shell>): Promise<string> => {
  let text = ''
  for await (const part of child.stdout!) text += part
  return text
}

describe.skipIf(!linux)('a FIFO under a mount', () => {
  test('has no positions, and can be read', async () => {
    const { path, mount } = fifo()
    const guestRun = start([...mount, guest('special'), '/fifo'])
    await outputOf(shell(`sleep 0.2; echo data > ${path}`))
    const { stdout } = await guestRun.ended()
    expect(stdout.split('\n')).toEqual([
      ...['lstat: done', 'other, 0 bytes', 'open: done'],
      ...['seek here: Invalid seek', 'seek far: Invalid seek', 'at -1', 'pread: Invalid seek'],
      ...['read: done', '5 bytes, data', '', 'fstat: done', 'a terminal: 0'],
      ...['sync: Invalid argument', 'close: done', ''],
    ])
  })

  test.each([[[]], [['--timeout', '20s']]])(
    'is read to its end when its writer comes late (%j)',
    async flags => {
      const { path, mount } = fifo()
      const reader = start([...flags, ...mount, guest('fifo'), 'read', '/fifo'])
      await outputOf(
        shell(`sleep 0.3; { head -c 70000 /dev/zero; sleep 0.2; head -c 30000 /dev/zero; } > ${path}`),
      )
      expect(await reader.ended()).toEqual({ stdout: '', stderr: 'read 100000\n', status: 0 })
    },
  )

  test.each([[[]], [['--timeout', '20s']]])('ends when a writer says nothing (%j)', async flags => {
    const { path, mount } = fifo()
    const reader = start([...flags, ...mount, guest('fifo'), 'read', '/fifo'])
    await outputOf(shell(`sleep 0.3; : > ${path}`))
    expect(await reader.ended()).toEqual({ stdout: '', stderr: 'read 0\n', status: 0 })
  })

  test.each([[[]], [['--timeout', '20s']]])(
    'is written to for a reader that comes late and is slow (%j)',
    async flags => {
      const { path, mount } = fifo()
      const writer = start([...flags, ...mount, guest('fifo'), 'write', '/fifo'])
      const count = await outputOf(shell(`sleep 0.3; { head -c 100; sleep 0.3; cat; } < ${path} | wc -c`))
      expect([count.trim(), await writer.ended()]).toEqual([
        '1000000',
        { stdout: '', stderr: 'wrote all\n', status: 0 },
      ])
    },
  )

  test('a reader that goes away is a broken pipe', async () => {
    const { path, mount } = fifo()
    const writer = start([...mount, guest('fifo'), 'write', '/fifo'])
    await outputOf(shell(`head -c 100 ${path} > /dev/null`))
    expect(await writer.ended()).toMatchObject({ stderr: 'write: Broken pipe\n', status: 1 })
  })

  test('is not waited for by a guest that asks for that', () => {
    const { mount } = fifo()
    const nonblocking = (what: string) => run([...mount, guest('fifo'), what, '/fifo', 'nonblock']).stderr
    expect([nonblocking('read'), nonblocking('write')]).toEqual([
      'read 0\n',
      'open: No such device or address\n',
    ])
  })

  test('is read through a read-only mount, and not written to', async () => {
    const { path, mount } = fifo()
    const reader = start([mount[0]!, `${mount[1]}:ro`, guest('fifo'), 'read', '/fifo'])
    await outputOf(shell(`echo text > ${path}`))
    expect(await reader.ended()).toMatchObject({ stderr: 'read 5\n' })
    expect(run([mount[0]!, `${mount[1]}:ro`, guest('fifo'), 'write', '/fifo'])).toMatchObject({
      stderr: 'open: Read-only file system\n',
    })
  })
})

describe.skipIf(!linux)('devices under a mount', () => {
  test('the null device has a position that is always 0', () => {
    expect(run(['--mount', '/dev:/dev', guest('special'), '/dev/null']).stdout.split('\n')).toEqual([
      ...[
        'lstat: done',
        'character device, 0 bytes',
        'open: done',
        'seek here: done',
        'seek far: done',
        'at 0',
      ],
      ...['pread: done', 'read: done', '0 bytes, ', 'fstat: done', 'a terminal: 0'],
      ...['sync: Invalid argument', 'close: done', ''],
    ])
  })

  const noScript = !existsSync('/usr/bin/script')

  test.skipIf(noScript)(`a terminal is read${noScript ? ' (skipped: there is no script)' : ''}`, async () => {
    const command = `"${process.execPath}" "${main}" run --mount /dev:/dev "${guest('special')}" /dev/tty`
    const output = await outputOf(
      shell(`{ sleep 1; echo typed; sleep 1; } | script -qec '${command}' /dev/null`),
    )
    const lines = output.split('\r\n')
    expect(lines.filter(line => line !== 'typed')).toEqual([
      ...['lstat: done', 'character device, 0 bytes', 'open: done'],
      ...['seek here: Invalid seek', 'seek far: Invalid seek', 'at -1', 'pread: Invalid seek'],
      ...['read: done', '6 bytes, typed', '', 'fstat: done', 'a terminal: 1'],
      ...['sync: Invalid argument', 'close: done', ''],
    ])
  })
})

const expected = [
  ...['set: 0', 'is set: 1', 'nothing there: Resource temporarily unavailable', 'poll 20 ms: 0', 'write'],
  ...['poll: 1', 'read 2: 2', 'read the rest: 2', 'nothing there: Resource temporarily unavailable', 'close'],
  ...['poll: 1', 'the end: 0', 'unset: 0', 'the end: 0'],
  ...['set: 0', 'full: Resource temporarily unavailable', 'something was written: 1', 'drain'],
  ...['write: 1', 'unset: 0', ''],
]

/** Gives the guest its input, and reads its output, when it asks for that. */
describe.skipIf(!linux)('streams that must not block', () => {
  test('sockets, as Node makes them', async () => {
    const run = start([guest('nonblock')], ['pipe', 'pipe', 'pipe'])
    const { child } = run
    child.stdout!.pause()
    await run.said('\nwrite\n')
    child.stdin!.write('text')
    await run.said('\nclose\n')
    child.stdin!.end()
    await run.said('\ndrain\n')
    await sleep(50)
    child.stdout!.resume()
    expect((await run.ended()).stderr.split('\n')).toEqual(expected)
  })

  test('pipes, as shells make them', async () => {
    const [input, output] = [fifo(), fifo()]
    const [readable, writable] = [openSync(input.path, 'r+'), openSync(output.path, 'r+')]
    const feeding = openSync(input.path, 'w')
    const reading = openSync(input.path, 'r')
    closeSync(readable)
    const run = start([guest('nonblock')], [reading, writable, 'pipe'])
    closeSync(reading)
    await run.said('\nwrite\n')
    writeSync(feeding, 'text')
    await run.said('\nclose\n')
    closeSync(feeding)
    await run.said('\ndrain\n')
    await sleep(50)
    readSync(writable, Buffer.alloc(65536))
    expect((await run.ended()).stderr.split('\n')).toEqual(expected)
    closeSync(writable)
  })
})
