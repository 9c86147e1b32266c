// Streams as shells make them: a writer that is slower than the guest, a reader that goes away, a lot of
// bytes.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { root } from '../sources.js'

const main = `${root}dist/src/cli/main.js`
const cat = `${root}test/fixtures/wasi/cat.wasm`

const start = () => spawn(process.execPath, [main, 'run', cat])

/** Everything that comes out of a stream of the process. */
async function all(child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of child[stream]!) parts.push(part)
  return Buffer.concat(parts).toString('latin1')
}

test('a slow writer is waited for', async () => {
  const child = start()
  const [output, closed] = [all(child, 'stdout'), once(child, 'close')]
  for (const part of ['one ', 'two ', 'three']) {
    await sleep(150)
    child.stdin.write(part)
  }
  child.stdin.end()
  expect(await output).toBe('one two three')
  expect(await closed).toEqual([0, null])
})

test('a reader that goes away is an error that the guest can report', async () => {
  const child = start()
  child.stdin.on('error', () => {})
  const [errors, closed] = [all(child, 'stderr'), once(child, 'close')]
  child.stdin.write('first')
  await once(child.stdout, 'data')
  child.stdout.destroy()
  child.stdin.end(Buffer.alloc(1 << 20))
  expect(await errors).toBe('write: Broken pipe\n')
  expect(await closed).toEqual([1, null])
})

test('ten megabytes go through unchanged', () => {
  const bytes = randomBytes(10 << 20)
  const { stdout, stderr } = spawnSync(process.execPath, [main, 'run', cat], {
    input: bytes,
    maxBuffer: 1 << 25,
  })
  const hash = (of: Buffer) => createHash('sha256').update(of).digest('hex')
  expect(hash(stdout)).toBe(hash(bytes))
  expect(stderr.toString()).toBe(`${10 << 20} bytes\n`)
})

test('closed streams are no crash', () => {
  const { stdout, status } = spawnSync(
    'sh',
    ['-c', `exec "$0" "$@" <&- 2>&-`, process.execPath, main, 'run', cat],
    {
      encoding: 'utf8',
    },
  )
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
})

const poll = `${root}test/fixtures/waiting/poll.wasm`

test('what has not come within the time is not waited for', async () => {
  const child = spawn(process.execPath, [main, 'run', poll])
  expect(await once(child, 'close')).toEqual([0, null])
})

test.each(['text', ''])('something to read, or the end, is an event (%j)', input => {
  expect(spawnSync(process.execPath, [main, 'run', poll], { input }).status).toBe(1)
})
