// `--listen`: a guest that serves two connections, one after the other.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { root } from '../sources.js'
import { freePort } from './peer.js'

const main = `${root}dist/src/cli/main.js`
const serve = `${root}test/fixtures/waiting/serve.wasm`

const start = (port: number, ...flags: readonly string[]): ChildProcess =>
  spawn(process.execPath, [main, 'run', ...flags, '--listen', `127.0.0.1:${port}`, serve])

/** Sends bytes to a guest that is perhaps not ready yet; what it answers. */
async function talk(port: number, bytes: Uint8Array): Promise<Buffer> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
    } catch {
      await sleep(20)
      continue
    }
    socket.end(bytes)
    const parts: Buffer[] = []
    for await (const part of socket) parts.push(part)
    return Buffer.concat(parts)
  }
}

test('connections are accepted, read and written', async () => {
  const port = await freePort()
  const guest = start(port)
  const closed = once(guest, 'close')
  expect((await talk(port, Buffer.from('something'))).toString()).toBe('hello\nsomething')
  const large = randomBytes(5 << 20)
  const answer = await talk(port, large)
  expect(answer.subarray(0, 6).toString()).toBe('hello\n')
  expect(Buffer.compare(answer.subarray(6), large)).toBe(0)
  expect(await closed).toEqual([0, null])
})

// The shorter one is over before the thread that listens has started.
test.each(['200ms', '1ms'])('nobody is waited for longer than the timeout, %s', async timeout => {
  const guest = start(await freePort(), `--timeout=${timeout}`)
  expect(await once(guest, 'close')).toEqual([255, null])
})

test('a port that is taken is a complaint', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { stderr, status } = spawnSync(
    process.execPath,
    [main, 'run', '--listen', `127.0.0.1:${port}`, serve],
    { encoding: 'utf8' },
  )
  server.close()
  expect({ stderr, status }).toEqual({
    stderr: `invalid listen: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
    status: 1,
  })
})

test.each([
  ['8080', 'invalid listen\n'],
  ['localhost:http', 'invalid listen port: http\n'],
  [':65536', 'invalid listen port: 65536\n'],
])('%s is no address', (address, message) => {
  const { stderr, status } = spawnSync(process.execPath, [main, 'run', '--listen', address, serve], {
    encoding: 'utf8',
  })
  expect({ stderr, status }).toEqual({ stderr: message, status: 1 })
})
