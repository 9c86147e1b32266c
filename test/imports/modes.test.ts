// Permissions that a guest gives to what it makes arrive on the host, less the umask. The values are those of
// Linux: 0o777, 0o666, 0o600 and 0o700 without the bits of the umask.
import { statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type EmscriptenOptions, emscripten } from '#imports/emscripten/index.js'
import { memory } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import type { Directory } from '#imports/fs/types.js'
import { hostClock } from '#imports/go/clock.js'
import { constants } from '#imports/go/objects/fs.js'
import { objectsFor } from '#imports/go/objects/index.js'
import { System } from '#imports/go/system.js'
import { calls } from './calls.js'
import { fixture, native } from './engines.js'
import { folder } from './systems.js'

const mask = process.umask()

const modeOf = (path: string): number => statSync(path).mode & 0o7777

const later = () => {
  throw new TypeError('nothing here has to wait')
}

/** The methods of a program of Go, whose callbacks are called at once. */
function methods(directory: Directory, options: { readonly umask?: number } = {}) {
  const system = new System(
    { preopens: { '/': directory }, random: () => {}, clock: hostClock, ...options },
    { soon: run => run(), begin: later, after: later, fail: later },
  )
  const { fs, process } = objectsFor(system) as Record<
    string,
    Record<string, (...args: unknown[]) => unknown>
  >
  const call = (name: string, ...args: unknown[]) => {
    let outcome: unknown
    fs![name]!(...args, (error: { code: string } | null) => {
      outcome = error?.code ?? 'done'
    })
    return outcome
  }
  const create = (path: string, mode: number) =>
    call('open', path, constants.O_CREAT | constants.O_WRONLY, mode)
  return { call, create, umask: (mask?: number) => process!.umask!(mask), close: () => system.close() }
}

describe('a program of Go', () => {
  test('makes files and directories with the permissions that it says', () => {
    const path = folder()
    const { call, create, close } = methods(hostFolder(path))
    expect([create('/secret', 0o600), create('/script', 0o777), create('/usual', 0o666)]).toEqual([
      ...['done', 'done', 'done'],
    ])
    expect([call('mkdir', '/private', 0o700), call('mkdir', '/public', 0o777)]).toEqual(['done', 'done'])
    // What is there keeps its own.
    expect(create('/secret', 0o666)).toBe('done')
    const modes = ['secret', 'script', 'usual', 'private', 'public'].map(name => modeOf(`${path}/${name}`))
    expect(modes).toEqual([0o600, 0o777, 0o666, 0o700, 0o777].map(mode => mode & ~mask))
    close()
  })

  test('begins with the umask of the host, and may have another', () => {
    const path = folder()
    const { call, create, umask, close } = methods(hostFolder(path))
    expect(umask()).toBe(mask)
    expect(umask(0o077)).toBe(mask)
    expect([create('/file', 0o666), call('mkdir', '/dir', 0o777), umask(mask)]).toEqual([
      'done',
      'done',
      0o077,
    ])
    expect([modeOf(`${path}/file`), modeOf(`${path}/dir`)]).toEqual([0o600 & ~mask, 0o700 & ~mask])
    close()
    expect(methods(memory(), { umask: 0o027 }).umask()).toBe(0o027)
  })

  test('may ask for them where none are kept', () => {
    const { create, call } = methods(memory())
    expect([create('/file', 0o600), call('mkdir', '/dir', 0o700)]).toEqual(['done', 'done'])
  })
})

test('a program of Emscripten makes files and directories with the permissions that it says', () => {
  const path = folder()
  let stdout = ''
  const options: EmscriptenOptions = {
    preopens: { '/data': hostFolder(path) },
    stdout: bytes => {
      stdout += Buffer.from(bytes)
    },
  }
  const module = new native.Module(fixture('emscripten/modes'))
  const program = emscripten(module, options)
  expect(program.start(new native.Instance(module, program.imports))).toBe(0)
  expect(stdout).toBe('1 0\n')
  const modes = ['secret', 'script', 'usual', 'private'].map(name => modeOf(`${path}/${name}`))
  expect(modes).toEqual([0o600, 0o777, 0o666, 0o700].map(mode => mode & ~mask))
})

test('WASI has no permissions: everybody gets them all', () => {
  const path = folder()
  const { opened, mkdir, close } = calls({ preopens: { '/': hostFolder(path) } })
  opened(3, 'file', { oflags: ['creat'] })
  expect(mkdir(3, 'dir')).toBe('success')
  expect([modeOf(`${path}/file`), modeOf(`${path}/dir`)]).toEqual([0o666 & ~mask, 0o777 & ~mask])
  close()
})
