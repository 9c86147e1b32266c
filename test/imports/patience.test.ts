// No call of the host takes long without asking whether the guest may go on: from one call of `check` to the
// next, and to the beginning and the end, there are a few milliseconds, whatever the guest has asked for. They are
// measured, in the processor's time, since the machine may be busy; what takes long all the same has two more tries.
import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { assemblyscript } from '#imports/assemblyscript/index.js'
import { emscripten } from '#imports/emscripten/index.js'
import { type Directory, memory, overlay } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import { decode, encode } from '#imports/go/text.js'
import { type WasiOptions, wasi } from '#imports/wasi/index.js'
import { compile, WebAssembly } from '#src/index.js'
import { assemble } from '../wat.js'
import { allocating, worked } from '../worked.js'
import { makeWorld } from './go/world.js'
import { folder } from './systems.js'

const longest = 50
const size = 128 << 20

class Stopped extends Error {}

/** How often it is asked whether a guest may go on that will never end by itself. */
const mostLooks = 40

interface Watch {
  readonly check: () => void
  /** The longest time from one look to the next so far. */
  longest(): number
}

/** Lets the guest go on for a while. */
function watch(): Watch {
  let [looks, gap, last] = [0, 0, worked()]
  const look = () => {
    const now = worked()
    gap = Math.max(gap, now - last)
    last = now
  }
  return {
    check() {
      look()
      if (++looks >= mostLooks) throw new Stopped()
    },
    longest() {
      look()
      return gap
    },
  }
}

type Call = (...words: readonly (number | bigint)[]) => unknown

/** What is to be called; all that has to be there before has been made. */
type Make = (check: () => void) => (() => unknown) | Promise<() => unknown>

/** Functions of WASI over a large memory of zeros. */
function guest(options: WasiOptions, check: () => void) {
  const buffer = new ArrayBuffer(size)
  const system = wasi({ ...options, check })
  system.attach({ exports: { memory: { buffer } } })
  const call = system.imports.wasi_snapshot_preview1 as Record<string, Call>
  return { call, view: new DataView(buffer), bytes: new Uint8Array(buffer) }
}

/** As many ranges as are looked at, of all the memory. */
function ranges({ view }: { view: DataView }): void {
  for (let i = 0; i < 1024; i++) view.setUint32(i * 8 + 4, size, true)
}

const path = ({ bytes }: { bytes: Uint8Array }, text: string): readonly [number, number] => {
  bytes.set(Buffer.from(text), 16384)
  return [16384, text.length]
}

const opened = (given: ReturnType<typeof guest>, name: string): number => {
  given.call.path_open!(3, 1, ...path(given, name), 1, (1n << 30n) - 1n, 0n, 0, 32768)
  return given.view.getUint32(32768, true)
}

function withEntries(directory: Directory, count: number): Directory {
  for (let i = 0; i < count; i++) directory.open(`file${i}`, { create: true, write: true }).close()
  return directory
}

/** A folder with a file. */
function aFolder(): Directory {
  const place = folder()
  writeFileSync(`${place}/file`, 'x')
  return hostFolder(place)
}

/** As many subscriptions as there may be, each for reading what is open under a number. */
function subscribe({ view }: { view: DataView }, fd: number): number {
  const count = 65536
  for (let i = 0; i < count; i++) {
    view.setUint8(i * 48 + 8, 1)
    view.setUint32(i * 48 + 16, fd, true)
  }
  return count
}

const idle = { read: () => 0, wait: () => false }

const inWasi: Readonly<Record<string, Make>> = {
  random_get: check => {
    const { call } = guest({}, check)
    return () => call.random_get!(0, size)
  },
  'fd_write of 1,024 times all the memory to a stream': check => {
    const given = guest({ stdout: bytes => bytes.length }, check)
    ranges(given)
    return () => given.call.fd_write!(1, 0, 1024, 40000)
  },
  'fd_read into 1,024 times all the memory from a stream': check => {
    const given = guest({ stdin: buffer => buffer.fill(1).length }, check)
    ranges(given)
    return () => given.call.fd_read!(0, 0, 1024, 40000)
  },
  'fd_write of 1,024 times all the memory to a file in memory': check => {
    const given = guest({ preopens: { '/': memory() } }, check)
    const fd = opened(given, 'file')
    ranges(given)
    return () => given.call.fd_write!(fd, 0, 1024, 40000)
  },
  'fd_write of 1,024 times all the memory to a file of the host': check => {
    const given = guest({ preopens: { '/': aFolder() } }, check)
    const fd = opened(given, 'file')
    ranges(given)
    return () => given.call.fd_write!(fd, 0, 1024, 40000)
  },
  'fd_pread into 1,024 times all the memory': check => {
    const given = guest({ preopens: { '/': memory({ file: '' }) } }, check)
    const fd = opened(given, 'file')
    given.call.fd_filestat_set_size!(fd, 1n << 31n)
    ranges(given)
    return () => given.call.fd_pread!(fd, 0, 1024, 0n, 40000)
  },
  'the first byte written to a large file of an overlay': check => {
    const below = memory()
    below.open('file', { create: true, write: true }).resize(1 << 30)
    const given = guest({ preopens: { '/': overlay(below) } }, check)
    const fd = opened(given, 'file')
    given.view.setUint32(4, 1, true)
    return () => given.call.fd_write!(fd, 0, 1, 40000)
  },
  'a file in memory that grows to four gigabytes': check => {
    const given = guest({ preopens: { '/': memory() } }, check)
    const fd = opened(given, 'file')
    return () => given.call.fd_filestat_set_size!(fd, 1n << 31n)
  },
  'fd_readdir of many entries in memory': check => {
    const given = guest({ preopens: { '/': withEntries(memory(), 100_000) } }, check)
    return () => given.call.fd_readdir!(3, 0, size, 0n, 40000)
  },
  'fd_readdir of many entries of an overlay': check => {
    const given = guest({ preopens: { '/': overlay(withEntries(memory(), 50_000)) } }, check)
    return () => given.call.fd_readdir!(3, 0, size, 0n, 40000)
  },
  'fd_readdir of many entries of the host': check => {
    const place = folder()
    for (let i = 0; i < 1000; i++) mkdirSync(`${place}/${i}`)
    const given = guest({ preopens: { '/': hostFolder(place) } }, check)
    return () => given.call.fd_readdir!(3, 0, size, 0n, 40000)
  },
  ...Object.fromEntries(
    (
      [
        ['memory', () => memory()],
        ['the host', () => hostFolder(folder())],
        ['an overlay', () => overlay(memory())],
      ] as const
    ).map(([name, make]): [string, Make] => [
      `forty links as long as can be, in ${name}`,
      check => {
        const directory = make()
        directory.makeDirectory('a')
        for (let i = 0; i < 40; i++)
          directory.makeLink(`link${i}`, `${'a/../'.repeat(815)}${i === 39 ? 'a' : `link${i + 1}`}`)
        const given = guest({ preopens: { '/': directory } }, check)
        const [at, length] = path(given, 'link0')
        return () => given.call.path_filestat_get!(3, 1, at, length, 32768)
      },
    ]),
  ),
  'poll_oneoff of 65,536 files': check => {
    const given = guest({ preopens: { '/': aFolder() } }, check)
    const count = subscribe(given, opened(given, 'file'))
    return () => given.call.poll_oneoff!(0, 8 << 20, count, 7 << 20)
  },
  'poll_oneoff of 65,536 streams to which nothing comes': check => {
    const given = guest({ stdin: idle }, check)
    const count = subscribe(given, 0)
    return () => given.call.poll_oneoff!(0, 8 << 20, count, 7 << 20)
  },
  'poll_oneoff of a stream to which nothing comes': check => {
    // Waits as long as it is told, as the host's own would.
    const wait = (nanoseconds: bigint) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(nanoseconds) / 1e6)
      return false
    }
    const given = guest({ stdin: { read: () => 0, wait } }, check)
    given.view.setUint8(8, 1)
    return () => given.call.poll_oneoff!(0, 1000, 1, 2000)
  },
  'poll_oneoff of a clock': check => {
    const given = guest({}, check)
    given.view.setUint32(16, 1, true)
    given.view.setBigUint64(24, 1n << 62n, true)
    return () => given.call.poll_oneoff!(0, 1000, 1, 2000)
  },
  'sock_recv of all the memory, a byte at a time': check => {
    const received = {
      receive: (buffer: Uint8Array) => buffer.subarray(0, 1).fill(1).length,
      ...{ send: () => 0, shutdown: () => {}, close: () => {}, wait: () => true },
    }
    const given = guest({ listeners: [{ accept: () => received, close: () => {}, wait: () => true }] }, check)
    given.call.sock_accept!(3, 0, 40000)
    given.view.setUint32(4, size, true)
    return () => given.call.sock_recv!(given.view.getUint32(40000, true), 0, 1, 2, 40000, 40008)
  },
}

/** A module of Emscripten with a large memory that passes on what its exports are called with. */
async function ofEmscripten(imports: Readonly<Record<string, string>>, check: () => void) {
  const names = Object.entries(imports)
  const module = compile(
    await assemble(`(module
      ${names.map(([name, type]) => `(import "env" "${name}" (func $${name} ${type}))`).join(' ')}
      (memory (export "memory") ${size / 65536})
      ${names.map(([name]) => `(export "${name}" (func $${name}))`).join(' ')})`),
  )
  const program = emscripten(module, { check, random: () => {} })
  const { exports } = new WebAssembly.Instance(module, program.imports)
  program.attach({ exports })
  const { buffer } = exports.memory as { buffer: ArrayBuffer }
  return { exports: exports as unknown as Record<string, Call>, bytes: new Uint8Array(buffer) }
}

const inEmscripten: Readonly<Record<string, Make>> = Object.fromEntries([
  ...['emscripten_memcpy_js', 'emscripten_memcpy_big', '_emscripten_memcpy_js'].map(
    (name): [string, Make] => [
      name,
      async check => {
        const { exports } = await ofEmscripten({ [name]: '(param i32 i32 i32)' }, check)
        return () => exports[name]!(size / 2, 0, size / 2)
      },
    ],
  ),
  [
    'getentropy',
    async check => {
      const { exports } = await ofEmscripten({ getentropy: '(param i32 i32) (result i32)' }, check)
      return () => exports.getentropy!(0, size)
    },
  ],
  [
    'strftime of a long format',
    async check => {
      const type = '(param i32 i32 i32 i32) (result i32)'
      const { exports, bytes } = await ofEmscripten({ strftime: type }, check)
      bytes.set(Buffer.from('%c'.repeat(500_000)), 1000)
      return () => exports.strftime!(2_000_000, size - 2_000_000, 1000, 0)
    },
  ],
] satisfies [string, Make][])

/** A program of AssemblyScript in whose memory stands a string of so many bytes, at 1,024. */
function ofAssemblyScript(check: () => void, length: number) {
  const program = assemblyscript({ check, stdout: bytes => bytes.length, random: () => {} })
  const buffer = new ArrayBuffer(size)
  new Uint8Array(buffer).fill(97)
  new DataView(buffer).setUint32(1020, length, true)
  const exports = {
    memory: { buffer },
    __rtti_base: 900,
    ...{ __new: () => 4096, __pin: (at: number) => at, __unpin: () => {} },
  }
  program.attach({ exports })
  return { env: program.imports.env as Record<string, Call>, view: new DataView(buffer) }
}

const inAssemblyScript: Readonly<Record<string, Make>> = {
  'console.log of a long string': check => {
    const { env } = ofAssemblyScript(check, 1 << 24)
    return () => env['console.log']!(1024)
  },
  'abort with long strings': check => {
    const { env } = ofAssemblyScript(check, 1 << 24)
    return () => env.abort!(1024, 1024, 1, 1)
  },
  'crypto.getRandomValuesN': check => {
    const { env, view } = ofAssemblyScript(check, 0)
    view.setUint32(900, 1, true)
    view.setUint32(904, 65, true)
    return () => env['crypto.getRandomValuesN']!(size - 4096)
  },
}

/** What a program of Go does in a closed world; of its large lists each is made once. */
function inWorld(check: () => void) {
  const { realm } = makeWorld(undefined, bytes => bytes.fill(1), check)
  const classOf = (name: string) => realm.get(realm.global, name)
  return {
    realm,
    make: (name: string, ...args: unknown[]) => realm.construct(classOf(name), args),
    call: (name: string, method: string, ...args: unknown[]) => realm.call(classOf(name), method, args),
  }
}

const many = 1 << 22

/** A method of a list that is as long as lists can be. */
const ofList = (name: string, ...args: readonly unknown[]): [string, Make] => [
  `${name} of four million elements`,
  check => {
    const { realm, make } = inWorld(check)
    const list = make('Array', many)
    return () => realm.call(list, name, args)
  },
]

const ofBytes = (name: string, ...args: readonly unknown[]): [string, Make] => [
  `${name} of half a gigabyte`,
  check => {
    const { realm, make } = inWorld(check)
    const bytes = make('Uint8Array', 1 << 29)
    return () => realm.call(bytes, name, args.length > 0 ? args : [make('Uint8Array', 1 << 29)])
  },
]

/** Texts that are equal but for the end, none of them the other. */
const texts = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${'x'.repeat(1 << 22)}${i}`)

const inGo: Readonly<Record<string, Make>> = {
  ...Object.fromEntries([
    ...[
      ofList('indexOf', 7),
      ofList('includes', 7),
      ofList('reverse'),
      ofList('fill', 1),
      ofList('join', ''),
    ],
    ...[ofList('slice', 0), ofList('splice', 1, 0), ofList('concat'), ofList('unshift'), ofList('shift')],
    ...[ofBytes('set'), ofBytes('slice', 0), ofBytes('fill', 7), ofBytes('subarray', 1)],
  ]),
  'new Array of four million': check => {
    const { make } = inWorld(check)
    return () => make('Array', many)
  },
  'an element far out': check => {
    const { realm, make } = inWorld(check)
    const list = make('Array')
    return () => realm.setIndex(list, many - 1, 1)
  },
  'indexOf among long texts': check => {
    const { realm } = inWorld(check)
    const list = texts(50)
    const wanted = `${'x'.repeat(1 << 22)}-`
    return () => realm.call(list, 'indexOf', [wanted])
  },
  'Uint8Array of a list': check => {
    const { make } = inWorld(check)
    const list = make('Array', many)
    return () => make('Uint8Array', list)
  },
  'Uint8Array of bytes': check => {
    const { make } = inWorld(check)
    const bytes = make('Uint8Array', 1 << 29)
    return () => make('Uint8Array', bytes)
  },
  ...Object.fromEntries(
    ['keys', 'values', 'entries'].map((name): [string, Make] => [
      `Object.${name} of a list`,
      check => {
        const { make, call } = inWorld(check)
        const list = make('Array', many)
        return () => call('Object', name, list)
      },
    ]),
  ),
  'Object.entries of an object': check => {
    const { realm, make, call } = inWorld(check)
    const object = make('Object')
    for (let i = 0; i < 65536; i++) realm.set(object, `property${i}`, i)
    return () => call('Object', 'entries', object)
  },
  'console.log of long texts': check => {
    const { call } = inWorld(check)
    return () => call('console', 'log', ...texts(3))
  },
  'crypto.getRandomValues': check => {
    const { make, call } = inWorld(check)
    const bytes = make('Uint8Array', 1 << 29)
    return () => call('crypto', 'getRandomValues', bytes)
  },
  'encoding and decoding long texts': check => {
    const text = `${'x'.repeat(20 << 20)}€`
    return () => decode(encode(text, check), check)
  },
}

/** Runs a call until it ends, or has been stopped; how long it went on without asking. */
async function gapOf(make: Make): Promise<number> {
  let check = () => {}
  const act = await make(() => check())
  const watched = watch()
  check = watched.check
  try {
    act()
  } catch (error) {
    if (!(error instanceof Stopped || (error as Error).name === 'Exit')) throw error
  }
  return watched.longest()
}

describe.each(
  Object.entries({ WASI: inWasi, Emscripten: inEmscripten, AssemblyScript: inAssemblyScript, Go: inGo }),
)('%s', (_, rows) => {
  test.each(Object.entries(rows))('%s', async (_, make) => {
    let gap = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < 3 && gap > longest; tries++) gap = await gapOf(make)
    const most = gap > longest ? longest + allocating() : longest
    expect(gap).toBeLessThanOrEqual(most)
  })
})
