// Sockets, over connections that the test makes up.
import { describe, expect, test } from 'vitest'
import { memory } from '#imports/fs/index.js'
import type { Connection, Listener } from '#imports/wasi/index.js'
import { calls } from './calls.js'

/** A connection that has been sent some pieces and keeps what it is given. */
function connection(pieces: string[], { ended = true } = {}) {
  const log: string[] = []
  const waits: string[] = []
  const made: Connection = {
    receive(buffer, { peek }) {
      const piece = pieces[0]
      if (piece === undefined) return ended ? 0 : undefined
      const part = Buffer.from(piece).subarray(0, buffer.length)
      buffer.set(part)
      if (!peek) pieces.splice(0, 1, ...(piece.length > part.length ? [piece.slice(part.length)] : []))
      return part.length
    },
    send: bytes => {
      log.push(Buffer.from(bytes).toString())
      return bytes.length
    },
    shutdown: ({ receive, send }) => void log.push(`shutdown ${receive} ${send}`),
    close: () => void log.push('close'),
    wait(what) {
      waits.push(what)
      // What was waited for comes.
      if (waits.length > 1) pieces.push('late')
      return pieces.length > 0
    },
  }
  return { made, log, waits }
}

const listener = (connections: Connection[]): Listener & { waits: number } => ({
  waits: 0,
  accept: () => connections.shift(),
  close: () => {},
  wait() {
    this.waits++
    connections.push(connection([]).made)
    return true
  },
})

describe('a listener', () => {
  test('stands after the directories and gives connections', () => {
    const { made, log } = connection(['hello'])
    const options = { preopens: { '/': memory() }, listeners: [listener([made])] }
    const { run, out, view, fdstat, read, write, closeFd } = calls(options)
    expect(fdstat(4)).toMatchObject({ type: 'stream' })
    expect(run('fd_prestat_get', 4, out)).toBe('badf')
    expect(run('sock_accept', 4, 4, out)).toBe('success')
    expect(view.getUint32(out, true)).toBe(5)
    expect(fdstat(5)).toMatchObject({ type: 'stream', flags: 4 })
    expect([read(5), read(5), write(5, 'answer')]).toEqual(['hello', '', 6])
    expect([read(4), write(4, 'x')]).toEqual(['badf', 'badf'])
    expect(closeFd(5)).toBe('success')
    expect(log).toEqual(['answer', 'close'])
  })

  test('waits for a connection, or says that there is none', () => {
    const waiting = listener([])
    const { run, out } = calls({ listeners: [waiting] })
    expect(run('fd_fdstat_set_flags', 3, 4)).toBe('success')
    expect(run('sock_accept', 3, 0, out)).toBe('again')
    expect(waiting.waits).toBe(0)
    run('fd_fdstat_set_flags', 3, 0)
    expect(run('sock_accept', 3, 0, out)).toBe('success')
    expect(waiting.waits).toBe(1)
    expect(run('sock_accept', 3, 1, out)).toBe('inval')
  })
})

describe('a connection', () => {
  const accepted = (pieces: string[], ended = true) => {
    const one = connection(pieces, { ended })
    const guest = calls({ listeners: [listener([one.made])], preopens: {} })
    guest.run('sock_accept', 3, 0, guest.out)
    const receive = (ranges: readonly (readonly [number, number])[], flags = 0) => {
      guest.vectors(64, ranges)
      const errno = guest.run('sock_recv', 4, 64, ranges.length, flags, 32, 36)
      return errno === 'success' ? [guest.view.getUint32(32, true), guest.view.getUint16(36, true)] : errno
    }
    return { ...guest, ...one, receive }
  }

  test('fills all ranges with what is there', () => {
    const { receive, text } = accepted(['hello world', 'more'])
    expect(
      receive([
        [1000, 5],
        [2000, 0],
        [3000, 100],
      ]),
    ).toEqual([11, 0])
    expect([text(1000, 5), text(3000, 6)]).toEqual(['hello', ' world'])
    expect(receive([[1000, 100]])).toEqual([4, 0])
    expect(receive([[1000, 100]])).toEqual([0, 0])
  })

  test('peeking leaves it there, waiting for all waits', () => {
    const { receive, text } = accepted(['ab', 'cd', 'ef'])
    expect(receive([[1000, 100]], 1)).toEqual([2, 0])
    expect(receive([[1000, 5]], 2)).toEqual([5, 0])
    expect(text(1000, 5)).toBe('abcde')
    expect(receive([[1000, 5]], 4)).toBe('notsup')
  })

  test('what came before an error counts, and the error is told next', () => {
    const { receive, text, run, made } = accepted(['ab', 'cd'], false)
    const { receive: before } = made
    const breaks = () => {
      throw Object.assign(new Error('it is broken'), { code: 'ECONNRESET' })
    }
    made.receive = (buffer, how) => before(buffer, how) ?? breaks()
    expect(receive([[1000, 5]], 2)).toEqual([4, 0])
    expect(text(1000, 4)).toBe('abcd')
    expect(receive([[1000, 5]], 2)).toBe('connreset')
    made.receive = () => undefined
    run('fd_fdstat_set_flags', 4, 4)
    expect(receive([[1000, 5]], 2)).toBe('again')
    made.send = () => {
      throw Object.assign(new Error('it is broken'), { code: 'EPIPE' })
    }
    expect(run('sock_send', 4, 64, 1, 0, 32)).toBe('pipe')
    made.shutdown = () => {
      throw Object.assign(new Error('it is broken'), { code: 'ENOTCONN' })
    }
    expect(run('sock_shutdown', 4, 3)).toBe('notconn')
  })

  test('what came counts also where the guest does not wait for the rest', () => {
    const { receive, run } = accepted(['ab', 'cd'], false)
    run('fd_fdstat_set_flags', 4, 4)
    expect([receive([[1000, 5]], 2), receive([[1000, 5]], 2)]).toEqual([[4, 0], 'again'])
  })

  test('waits for what has not come, unless it may not', () => {
    const { receive, waits, run } = accepted([], false)
    run('fd_fdstat_set_flags', 4, 4)
    expect(receive([[1000, 5]])).toBe('again')
    expect(waits).toEqual([])
    run('fd_fdstat_set_flags', 4, 0)
    expect(receive([[1000, 5]])).toEqual([4, 0])
    expect(waits).toEqual(['receive', 'receive'])
  })

  test('sends and shuts down', () => {
    const { run, bytes, vectors, view, log } = accepted([])
    bytes.set(Buffer.from('onetwo'), 1000)
    vectors(64, [
      [1000, 3],
      [1003, 3],
    ])
    expect(run('sock_send', 4, 64, 2, 0, 32)).toBe('success')
    expect(view.getUint32(32, true)).toBe(6)
    expect(run('sock_send', 4, 64, 2, 1, 32)).toBe('notsup')
    expect([run('sock_shutdown', 4, 2), run('sock_shutdown', 4, 3)]).toEqual(['success', 'success'])
    expect([run('sock_shutdown', 4, 0), run('sock_shutdown', 4, 4)]).toEqual(['inval', 'inval'])
    expect(log).toEqual(['one', 'two', 'shutdown false true', 'shutdown true true'])
  })

  test('has no position and cannot be looked into', () => {
    const { seek, pread, readdir, mkdir, run } = accepted([])
    expect([seek(4, 0n, 1), pread(4, 1, 0n), readdir(4), mkdir(4, 'x')]).toEqual([
      'spipe',
      'spipe',
      'notdir',
      'notdir',
    ])
    expect(run('fd_filestat_set_size', 4, 0n)).toBe('inval')
  })

  test('is ready when it says so', () => {
    const { call, view } = accepted(['x'])
    view.setBigUint64(1000, 7n, true)
    view.setUint8(1008, 1)
    view.setUint32(1016, 4, true)
    expect(call.poll_oneoff!(1000, 2000, 1, 3000)).toBe(0)
    expect([view.getUint32(3000, true), view.getUint16(2008, true)]).toEqual([1, 0])
  })
})

test('what is no socket, or not open', () => {
  const { run, opened, out } = calls({ preopens: { '/': memory() }, listeners: [listener([])] })
  const fd = opened(3, 'file', { oflags: ['creat'] })
  for (const [name, ...words] of [
    ['sock_shutdown', 3],
    ['sock_accept', 0, out],
    ['sock_recv', 64, 0, 0, 32, 36],
    ['sock_send', 64, 0, 0, 32],
  ] as const) {
    expect([run(name, 99, ...words), run(name, fd, ...words), run(name, 0, ...words)]).toEqual([
      'badf',
      'notsock',
      'notsock',
    ])
  }
  expect([run('sock_recv', 4, 64, 0, 0, 32, 36), run('sock_shutdown', 4, 3)]).toEqual(['notconn', 'notconn'])
})
