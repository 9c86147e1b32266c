// What a guest learns of its client by the sockets of `--listen`: clients that close, reset, shut one side.
// What is expected is what the same program says that is built for Linux; where there is a C compiler it is
// asked again.
import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from '../sources.js'
import { freePort, start, type Talk, talk } from './peer.js'

const main = `${root}dist/src/cli/main.js`
const steps = `${root}test/fixtures/waiting/steps`

type Start = (port: number, steps: readonly string[]) => ChildProcess

const ours: Start = (port, steps) =>
  start(process.execPath, [main, 'run', '--listen', `127.0.0.1:${port}`, `${root}${fixture}`, ...steps])
const fixture = 'test/fixtures/waiting/steps.wasm'

const folder = mkdtempSync(join(tmpdir(), 'sockets-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The same program for this system, if it is Linux and has a compiler. */
const hasLinux =
  process.platform === 'linux' && spawnSync('cc', ['-o', join(folder, 'steps'), `${steps}.c`]).status === 0
const linux: Start = (port, steps) => start(join(folder, 'steps'), [String(port), ...steps])

/** What the program says of each step but `accept`, `go` and `nonblock`. */
const cases: readonly (Talk & { readonly says: string })[] = [
  // A reset: what has come can be read, then the next call is told, and whoever sends later gets EPIPE.
  {
    steps: 'accept go recv 10 go recv 10 recv 10 send 1 shut wr',
    client: ['hello', 'reset'],
    says: 'recv 5, recv ECONNRESET, recv 0, send EPIPE, shut ENOTCONN',
  },
  {
    steps: 'accept go recv 2 go recv 10 recv 10 recv 10 send 1',
    client: ['hello', 'reset'],
    says: 'recv 2, recv 3, recv ECONNRESET, recv 0, send EPIPE',
  },
  {
    steps: 'accept go send 1 send 1 recv 10 shut rd',
    client: ['reset'],
    says: 'send ECONNRESET, send EPIPE, recv 0, shut ENOTCONN',
  },
  {
    steps: 'accept go poll in poll out recv 10 poll in poll out',
    client: ['reset'],
    says: 'poll 1, poll 1, recv ECONNRESET, poll 1, poll 1',
  },
  {
    steps: 'accept go peek 2 peek 10 go peek 10 recv 10 peek 1 recv 1',
    client: ['hello', 'reset'],
    says: 'peek 2, peek 5, peek 5, recv 5, peek ECONNRESET, recv 0',
  },
  {
    steps: 'accept go flood send 1 recv 10',
    client: ['reset'],
    says: 'flood ECONNRESET, send EPIPE, recv 0',
  },
  { steps: 'go accept recv 10', client: ['reset'], says: 'recv ECONNRESET' },
  // A client that closes: the first bytes sent to it are answered by a reset, which is EPIPE after its end.
  {
    steps: 'accept go recv 10 send 1 go send 1 send 1 recv 1 shut wr',
    client: ['close'],
    says: 'recv 0, send 1, send EPIPE, send EPIPE, recv 0, shut ENOTCONN',
  },
  {
    steps: 'accept go recv 2 go send 1 go recv 10 recv 10 send 1',
    client: ['hello', 'close'],
    says: 'recv 2, send 1, recv 3, recv 0, send EPIPE',
  },
  { steps: 'accept go flood send 1', client: ['close'], says: 'flood EPIPE, send EPIPE' },
  { steps: 'go accept recv 10 recv 10', client: ['close'], says: 'recv 0, recv 0' },
  // One that closes with something unread resets.
  {
    steps: 'accept send 100 go send 1 recv 1 send 1',
    client: ['close'],
    reads: false,
    says: 'send 100, send ECONNRESET, recv 0, send EPIPE',
  },
  {
    steps: 'accept send 100 go recv 1 recv 1 send 1',
    client: ['close'],
    reads: false,
    says: 'send 100, recv ECONNRESET, recv 0, send EPIPE',
  },
  // One side is shut.
  {
    steps: 'accept go recv 10 send 5 shut wr shut wr send 1 close',
    client: ['end'],
    says: 'recv 0, send 5, shut 0, shut ENOTCONN, send EPIPE, close 0',
  },
  {
    steps: 'accept shut wr shut wr send 1 shut rd recv 10 recv 10',
    client: [],
    says: 'shut 0, shut 0, send EPIPE, shut 0, recv 0, recv 0',
  },
  {
    steps: 'accept shut rd recv 10 go poll in recv 10 recv 10 send 1',
    client: ['hello'],
    says: 'shut 0, recv 0, poll 1, recv 5, recv 0, send 1',
  },
  {
    steps: 'accept go shut rd recv 3 recv 10 recv 10',
    client: ['hello'],
    says: 'shut 0, recv 3, recv 2, recv 0',
  },
  {
    steps: 'accept shut wr shut rdwr shut wr shut rd',
    client: [],
    says: 'shut 0, shut 0, shut 0, shut 0',
  },
  {
    steps: 'accept shut wr go recv 10 shut rd recv 10',
    client: ['end'],
    says: 'shut 0, recv 0, shut ENOTCONN, recv 0',
  },
  // Nobody reads: there is an end to what can be sent.
  {
    steps: 'accept nonblock recv 10 flood go poll out send 1 send 1',
    client: ['reset'],
    reads: false,
    says: 'recv EAGAIN, flood EAGAIN, poll 1, send ECONNRESET, send EPIPE',
  },
]

describe.each([
  ['ours', ours, true],
  ['Linux', linux, hasLinux],
] as const)('a guest learns, %s', (_, run, isThere) => {
  test.skipIf(!isThere).each(cases)('$steps | client: $client', async ({ says, ...how }) => {
    const port = await freePort()
    const guest = run(port, how.steps.split(' '))
    const tooLong = setTimeout(() => guest.kill('SIGKILL'), 15_000)
    const { said, code } = await talk(guest, port, how)
    clearTimeout(tooLong)
    const told = said.map(line => line.replace(':', ''))
    expect(told.filter(line => !/^(accept|nonblock) 0$/.test(line)).join(', ')).toBe(says)
    expect(code).toBe(0)
  })
})

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

const hasProcesses = existsSync('/proc/self/status')

/** A client of a guest that is ready. */
async function clientOf(guest: ChildProcess, port: number) {
  await once(guest.stdout!, 'data')
  const socket = connect(port, '127.0.0.1').pause()
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

describe('what nobody reads', () => {
  test('of a client is not read for it', async () => {
    const port = await freePort()
    const guest = ours(port, ['accept', 'go'])
    const socket = await clientOf(guest, port)
    const total = 1 << 26
    for (let i = 0; i < 64; i++) socket.write(Buffer.alloc(1 << 20))
    await sleep(300)
    // Linux keeps some megabytes, which are as good as sent.
    expect(total - socket.writableLength).toBeLessThan(16 << 20)
    socket.destroy()
    guest.stdin!.end('\n')
    expect((await once(guest, 'close'))[0]).toBe(0)
  })

  test.skipIf(!hasProcesses)('of a guest makes it wait', async () => {
    const port = await freePort()
    const guest = ours(port, ['accept', 'flood'])
    const socket = await clientOf(guest, port)
    await sleep(100)
    const before = memoryOf(guest.pid!)
    await sleep(500)
    expect(memoryOf(guest.pid!) - before).toBeLessThan(20)
    socket.resetAndDestroy()
    const said = guest.stdout!.toArray()
    expect((await once(guest, 'close'))[0]).toBe(0)
    expect(String(await said)).toContain('flood: ECONNRESET')
  })
})

test('a client that is slow gets all that was sent before the guest ended', async () => {
  const port = await freePort()
  const guest = ours(port, ['accept', 'nonblock', 'flood'])
  const socket = await clientOf(guest, port)
  await sleep(300)
  let total = 0
  for await (const part of socket) total += (part as Buffer).length
  // Each of the calls that succeeded has sent so much.
  expect([total > 1 << 18, total % 65536, socket.errored]).toEqual([true, 0, null])
  expect(guest.exitCode ?? (await once(guest, 'close'))[0]).toBe(0)
})
