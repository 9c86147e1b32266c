// The functions of WASI, called directly. Figures are those of the preview 1 documents: error numbers,
// layouts.

import { describe, expect, test } from 'vitest'
import { memory as memoryFolder } from '#imports/fs/index.js'
import { errnos } from '#imports/wasi/errno.js'
import { Exit, wasi } from '#imports/wasi/index.js'
import { WebAssembly } from '#src/index.js'
import { badf, direct, fault, inval, notcapable, notdir, pipe, spipe, success } from './direct.js'

describe('args and environ', () => {
  test('strings end in a zero and their addresses stand in a list', () => {
    const { call, view, text } = direct({ args: ['app', 'ä'], env: { A: '1', LONG: 'x=y' } })
    expect(call.args_sizes_get!(0, 4)).toBe(success)
    expect([view.getUint32(0, true), view.getUint32(4, true)]).toEqual([2, 4 + 3])
    expect(call.args_get!(16, 100)).toBe(success)
    expect([view.getUint32(16, true), view.getUint32(20, true)]).toEqual([100, 104])
    expect(text(100, 7)).toBe('app\0ä\0')
    expect(call.environ_sizes_get!(0, 4)).toBe(success)
    expect([view.getUint32(0, true), view.getUint32(4, true)]).toEqual([2, 4 + 9])
    expect(call.environ_get!(16, 100)).toBe(success)
    expect(text(100, 13)).toBe('A=1\0LONG=x=y\0')
  })

  test('a range outside the memory is a fault, and nothing is written', () => {
    const { call, bytes } = direct({ args: ['app', 'second'] })
    expect(call.args_sizes_get!(0, 65533)).toBe(fault)
    expect(call.args_sizes_get!(-1, 0)).toBe(fault)
    expect(call.args_get!(0, 65530)).toBe(fault)
    expect(call.args_get!(65530, 0)).toBe(fault)
    expect(bytes.some(byte => byte !== 0)).toBe(false)
  })

  test('what a guest could not be told is refused', () => {
    expect(() => wasi({ args: ['a\0b'] })).toThrow('args invalid: contains NUL character')
    expect(() => wasi({ env: { '': 'x' } })).toThrow('environ invalid: empty key')
    expect(() => wasi({ env: { 'a=b': 'x' } })).toThrow("environ invalid: key contains '=' character")
    expect(() => wasi({ env: { a: '\0' } })).toThrow('environ invalid: contains NUL character')
  })
})

describe('clock', () => {
  const clock = { realtime: () => 1640995200000000000n, monotonic: () => 2n ** 63n }

  test('times come from the clocks that were given', () => {
    const { call, view } = direct({ clock })
    expect(call.clock_time_get!(0, 0n, 8)).toBe(success)
    expect(view.getBigUint64(8, true)).toBe(1640995200000000000n)
    expect(call.clock_time_get!(1, -1n, 8)).toBe(success)
    expect(view.getBigUint64(8, true)).toBe(2n ** 63n)
    expect(call.clock_res_get!(0, 8)).toBe(success)
    expect(view.getBigUint64(8, true)).toBe(1_000_000n)
  })

  test('the clocks of the host go on', () => {
    const { call, view } = direct()
    call.clock_time_get!(1, 0n, 0)
    call.clock_time_get!(1, 0n, 8)
    expect(view.getBigUint64(8, true)).toBeGreaterThanOrEqual(view.getBigUint64(0, true))
    call.clock_time_get!(0, 0n, 0)
    expect(Math.abs(Number(view.getBigUint64(0, true)) / 1e6 - Date.now())).toBeLessThan(1000)
  })

  test('an unknown clock is invalid', () => {
    const { call } = direct()
    expect(call.clock_time_get!(2, 0n, 0)).toBe(inval)
    expect(call.clock_res_get!(-1, 0)).toBe(inval)
    expect(call.clock_time_get!(0, 0n, 65529)).toBe(fault)
  })
})

describe('random', () => {
  test('the source that was given fills the range, whole', () => {
    const { call, bytes } = direct({ random: buffer => void buffer.fill(7) })
    expect(call.random_get!(10, 5)).toBe(success)
    expect([...bytes.subarray(9, 16)]).toEqual([0, 7, 7, 7, 7, 7, 0])
    expect(call.random_get!(65530, 7)).toBe(fault)
    expect(call.random_get!(65536, 0)).toBe(success)
  })

  test('the source of the host serves ranges above its own limit', () => {
    const system = wasi()
    const memory = { buffer: new ArrayBuffer(200_000) }
    system.attach({ exports: { memory } })
    expect(system.imports.wasi_snapshot_preview1.random_get!(0, 200_000)).toBe(success)
    const last = new Uint8Array(memory.buffer, 199_900)
    expect(last.some(byte => byte !== 0)).toBe(true)
  })
})

describe('a call that takes long', () => {
  /** Asked often enough, and then heard. */
  function checked(memory: { readonly buffer: ArrayBuffer }, most: number) {
    let count = 0
    const check = () => {
      if (++count > most) throw new RangeError('enough')
    }
    const system = wasi({
      check,
      random: () => {},
      preopens: { '/': memoryFolder({ large: 'x'.repeat(5 << 20) }) },
    })
    system.attach({ exports: { memory } })
    return system.imports.wasi_snapshot_preview1
  }

  test('can be ended between its parts', () => {
    const memory = { buffer: new ArrayBuffer(8 << 20) }
    const { random_get: random } = checked(memory, 24)
    expect(random!(0, 3 << 20)).toBe(success)
    expect(() => random!(0, 1 << 20)).toThrow('enough')
  })

  test('also where files are read', () => {
    const memory = { buffer: new ArrayBuffer(8 << 20) }
    const { path_open: open, fd_pread: pread } = checked(memory, 6)
    new Uint8Array(memory.buffer).set(new TextEncoder().encode('large'))
    expect(open!(3, 0, 0, 5, 0, 2n, 0n, 0, 16)).toBe(success)
    new Uint32Array(memory.buffer, 32).set([1 << 20, 6 << 20])
    const fd = new DataView(memory.buffer).getUint32(16, true)
    expect(pread!(fd, 32, 1, 0n, 40)).toBe(success)
    expect(new DataView(memory.buffer).getUint32(40, true)).toBe(5 << 20)
    expect(() => pread!(fd, 32, 1, 0n, 40)).toThrow('enough')
  })
})

describe('streams', () => {
  test('reading fills vector after vector until the input has no more', () => {
    const { call, view, text, vectors } = direct({ stdin: 'abcdefg' })
    const ranges = [
      [100, 3],
      [200, 0],
      [300, 10],
      [400, 4],
    ] as const
    vectors(0, ranges)
    expect(call.fd_read!(0, 0, 4, 64)).toBe(success)
    expect(view.getUint32(64, true)).toBe(7)
    expect([text(100, 3), text(300, 5), text(400, 1)]).toEqual(['abc', 'defg\0', '\0'])
    expect(call.fd_read!(0, 0, 4, 64)).toBe(success)
    expect(view.getUint32(64, true)).toBe(0)
  })

  test('writing passes the bytes on and counts what was taken', () => {
    const written: string[] = []
    const stdout = (part: Uint8Array) => {
      written.push(new TextDecoder().decode(part))
      return Math.min(part.length, 4)
    }
    const { call, view, bytes, vectors } = direct({ stdout })
    bytes.set(new TextEncoder().encode('one..two..three'), 100)
    vectors(0, [
      [100, 3],
      [105, 10],
      [100, 3],
    ])
    expect(call.fd_write!(1, 0, 3, 64)).toBe(success)
    expect(written).toEqual(['one', 'two..three'])
    expect(view.getUint32(64, true)).toBe(7)
  })

  test('an output that fails has its error number', () => {
    const broken = () => {
      throw Object.assign(new TypeError('write EPIPE'), { code: 'EPIPE' })
    }
    const { call, vectors } = direct({ stdout: broken })
    vectors(0, [[100, 3]])
    expect(call.fd_write!(1, 0, 1, 64)).toBe(pipe)
  })

  test('a fault of the host is not made an error number', () => {
    const { call, vectors } = direct({
      stdout: () => {
        throw new TypeError('a mistake of the embedder')
      },
    })
    vectors(0, [[100, 3]])
    expect(() => call.fd_write!(1, 0, 1, 64)).toThrow('a mistake of the embedder')
  })

  test('what a stream cannot do, and what is not open', () => {
    const { call, vectors } = direct()
    vectors(0, [[100, 3]])
    expect(call.fd_read!(1, 0, 1, 64)).toBe(badf)
    expect(call.fd_write!(0, 0, 1, 64)).toBe(badf)
    expect(call.fd_write!(9, 0, 1, 64)).toBe(badf)
    expect(call.fd_write!(-1, 0, 1, 64)).toBe(badf)
    expect(call.fd_write!(1, 0, -1, 64)).toBe(fault)
    expect(call.fd_write!(1, 0, 1, 65534)).toBe(fault)
    expect(call.fd_seek!(1, 0n, 1, 64)).toBe(spipe)
    expect(call.fd_seek!(5, 0n, 1, 64)).toBe(badf)
    expect(call.fd_tell!(0, 64)).toBe(spipe)
    expect(call.fd_pread!(0, 0, 1, 0n, 64)).toBe(spipe)
    expect(call.fd_pwrite!(1, 0, 1, 0n, 64)).toBe(spipe)
    expect(call.fd_readdir!(0, 0, 100, 0n, 200)).toBe(notdir)
    expect(call.fd_prestat_get!(0, 64)).toBe(badf)
    expect(call.fd_prestat_get!(3, 64)).toBe(badf)
    expect(call.fd_prestat_dir_name!(3, 64, 1)).toBe(badf)
  })

  test('fdstat tells a terminal from a pipe, and what may be done', () => {
    const { call, view } = direct({ stdin: { read: () => 0, terminal: true } })
    view.setBigUint64(0, ~0n, true)
    expect(call.fd_fdstat_get!(0, 0)).toBe(success)
    expect([view.getUint8(0), view.getUint16(2, true)]).toEqual([2, 0])
    expect(view.getBigUint64(8, true) & 0b1000010n).toBe(0b10n)
    expect(call.fd_fdstat_get!(1, 0)).toBe(success)
    expect(view.getUint8(0)).toBe(0)
    expect(view.getBigUint64(8, true) & 0b1000110n).toBe(0b1000000n)
    expect(call.fd_filestat_get!(0, 0)).toBe(success)
    expect([view.getUint8(16), view.getBigUint64(24, true), view.getBigUint64(32, true)]).toEqual([2, 1n, 0n])
  })

  test('flags are kept, rights can only be given up', () => {
    const { call, view } = direct()
    expect(call.fd_fdstat_set_flags!(1, 4)).toBe(success)
    call.fd_fdstat_get!(1, 0)
    expect(view.getUint16(2, true)).toBe(4)
    expect(call.fd_fdstat_set_flags!(1, 16)).toBe(inval)
    const base = view.getBigUint64(8, true)
    expect(call.fd_fdstat_set_rights!(1, base | 2n, 0n)).toBe(notcapable)
    expect(call.fd_fdstat_set_rights!(1, 64n, 0n)).toBe(success)
    call.fd_fdstat_get!(1, 0)
    expect(view.getBigUint64(8, true)).toBe(64n)
    expect(call.fd_fdstat_set_rights!(1, base, 0n)).toBe(notcapable)
  })

  test('closing and renumbering', () => {
    const written: number[] = []
    const { call, vectors } = direct({ stderr: part => void written.push(part.length) })
    vectors(0, [[100, 3]])
    expect(call.fd_renumber!(2, 1)).toBe(success)
    expect(call.fd_write!(1, 0, 1, 64)).toBe(success)
    expect(written).toEqual([3])
    expect(call.fd_write!(2, 0, 1, 64)).toBe(badf)
    expect(call.fd_renumber!(0, 7)).toBe(badf)
    expect(call.fd_close!(1)).toBe(success)
    expect(call.fd_close!(1)).toBe(badf)
  })
})

describe('paths', () => {
  test('without a directory no name can be looked up', () => {
    const { call, bytes } = direct()
    bytes.set(new TextEncoder().encode('file'), 100)
    expect(call.path_open!(3, 0, 100, 4, 0, 0n, 0n, 0, 64)).toBe(badf)
    expect(call.path_open!(0, 0, 100, 4, 0, 0n, 0n, 0, 64)).toBe(notdir)
    expect(call.path_filestat_get!(3, 0, 100, 4, 64)).toBe(badf)
    expect(call.path_rename!(3, 100, 4, 3, 100, 4)).toBe(badf)
    expect(call.path_symlink!(100, 4, 3, 100, 4)).toBe(badf)
    expect(call.path_unlink_file!(3, 65535, 4)).toBe(fault)
    bytes[100] = 0xff
    expect(call.path_create_directory!(3, 100, 4)).toBe(badf)
  })
})

describe('poll', () => {
  const subscribe = (
    view: DataView,
    at: number,
    fields: { tag: number; id: number; timeout?: bigint; flags?: number },
  ) => {
    view.setBigUint64(at, BigInt(at + 1), true)
    view.setUint8(at + 8, fields.tag)
    view.setUint32(at + 16, fields.id, true)
    view.setBigUint64(at + 24, fields.timeout ?? 0n, true)
    view.setUint16(at + 40, fields.flags ?? 0, true)
  }

  /** A clock that stands still but for sleeping. */
  function sleeper() {
    const slept: bigint[] = []
    const now = () => 1000n + slept.reduce((sum, time) => sum + time, 0n)
    return { slept, clock: { realtime: now, monotonic: now, sleep: (time: bigint) => void slept.push(time) } }
  }

  test('sleeps until the earliest clock and reports what has come', () => {
    const { slept, clock } = sleeper()
    const { call, view } = direct({ clock })
    subscribe(view, 0, { tag: 0, id: 1, timeout: 500n })
    subscribe(view, 48, { tag: 0, id: 1, timeout: 1200n, flags: 1 })
    expect(call.poll_oneoff!(0, 1000, 2, 2000)).toBe(success)
    expect(slept).toEqual([200n])
    expect(view.getUint32(2000, true)).toBe(1)
    expect([view.getBigUint64(1000, true), view.getUint16(1008, true), view.getUint8(1010)]).toEqual([
      49n,
      0,
      0,
    ])
  })

  test('a stream is ready at once; a clock is then only looked at', () => {
    const { slept, clock } = sleeper()
    const { call, view } = direct({ clock })
    subscribe(view, 0, { tag: 1, id: 0 })
    subscribe(view, 48, { tag: 0, id: 0, timeout: 1000n })
    subscribe(view, 96, { tag: 2, id: 9 })
    subscribe(view, 144, { tag: 0, id: 0, timeout: 900n, flags: 1 })
    expect(call.poll_oneoff!(0, 1000, 4, 2000)).toBe(success)
    expect(slept).toEqual([])
    expect(view.getUint32(2000, true)).toBe(3)
    const events = [0, 1, 2].map(i => [
      view.getBigUint64(1000 + i * 32, true),
      view.getUint16(1008 + i * 32, true),
      view.getUint8(1010 + i * 32),
    ])
    expect(events).toEqual([
      [1n, success, 1],
      [97n, badf, 2],
      [145n, success, 0],
    ])
  })

  test('nothing to wait for, an unknown kind, clock or flag is invalid', () => {
    const { call, view } = direct()
    expect(call.poll_oneoff!(0, 1000, 0, 2000)).toBe(inval)
    subscribe(view, 0, { tag: 3, id: 0 })
    expect(call.poll_oneoff!(0, 1000, 1, 2000)).toBe(inval)
    subscribe(view, 0, { tag: 0, id: 0, flags: 2 })
    expect(call.poll_oneoff!(0, 1000, 1, 2000)).toBe(inval)
    expect(call.poll_oneoff!(65500, 1000, 1, 2000)).toBe(fault)
    expect(call.poll_oneoff!(0, 65510, 1, 2000)).toBe(fault)
  })

  test('the clock of the host really sleeps', () => {
    const { call, view } = direct()
    subscribe(view, 0, { tag: 0, id: 1, timeout: 5_000_000n })
    const start = performance.now()
    expect(call.poll_oneoff!(0, 1000, 1, 2000)).toBe(success)
    expect(performance.now() - start).toBeGreaterThanOrEqual(5)
  })
})

describe('the end', () => {
  test('the exit code is a value', () => {
    const system = wasi()
    const exports = {
      memory: { buffer: new ArrayBuffer(0) },
      _start: () => system.imports.wasi_snapshot_preview1.proc_exit!(42),
    }
    expect(system.start({ exports })).toBe(42)
    expect(() => exports._start()).toThrow(Exit)
    expect(system.start({ exports: { memory: exports.memory } })).toBe(0)
    expect(direct().call.sched_yield!()).toBe(success)
  })

  test('what else is thrown passes', () => {
    const fault = new RangeError('Maximum call stack size exceeded')
    const _start = () => {
      throw fault
    }
    expect(() => wasi().start({ exports: { memory: { buffer: new ArrayBuffer(0) }, _start } })).toThrow(fault)
  })

  test('every address of a guest without memory is a fault', () => {
    const system = wasi()
    const { random_get: random } = system.imports.wasi_snapshot_preview1
    const nothing = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
    expect(system.start(new WebAssembly.Instance(nothing))).toBe(0)
    expect(random!(0, 1)).toBe(fault)
  })
})

test('error numbers are those of the documents', () => {
  expect(errnos.length).toBe(77)
  const some = [errnos[1], errnos[8], errnos[21], errnos[44], errnos[52], errnos[64], errnos[70], errnos[76]]
  expect(some).toEqual(['2big', 'badf', 'fault', 'noent', 'nosys', 'pipe', 'spipe', 'notcapable'])
})
