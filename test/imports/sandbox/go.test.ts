// The same attempts by way of Go's `fs`: by direct calls of every function that takes a path, on every file
// system, and by a program of Go. The jail is mounted below the root, so that there is something above it, and
// it is the working directory.
import { describe, expect, test } from 'vitest'
import type { Directory } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import { hostClock } from '#imports/go/clock.js'
import { objectsFor } from '#imports/go/objects/index.js'
import { System } from '#imports/go/system.js'
import { run } from '../go/guest.js'
import { hostJail, jails, secret, snapshot } from './jail.js'
import { paths } from './paths.js'

type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>

/** The functions of `fs` and `process`, told at once how each call has ended. */
function filesOf(directory: Directory) {
  const system = new System(
    { preopens: { '/mnt': directory }, cwd: '/mnt', random: () => {}, clock: hostClock },
    {
      soon: run => run(),
      begin: () => () => {},
      after: () => {},
      fail(error) {
        throw error
      },
    },
  )
  const objects = objectsFor(system)
  const fs = (name: string, ...args: unknown[]): unknown => {
    let result: unknown
    ;(objects.fs as Methods)[name]!(...args, (error: unknown, value: unknown) => {
      result = error ?? value
    })
    return result
  }
  const chdir = (path: string): unknown => {
    try {
      return (objects.process as Methods).chdir!(path)
    } catch (error) {
      return error
    }
  }
  return { fs, chdir, close: () => system.close() }
}

type Files = ReturnType<typeof filesOf>

const flags = { read: 0, write: 1, create: 1 | 0o100, exclusive: 1 | 0o100 | 0o200, truncate: 1 | 0o1000 }

/** Opens, uses and closes; what was read or written, or the error. */
function withFile({ fs }: Files, path: string, how: keyof typeof flags): unknown {
  const fd = fs('open', path, flags[how], 0o644)
  if (typeof fd !== 'number') return fd
  const buffer = new TextEncoder().encode('written by the guest')
  const count = fs(how === 'read' ? 'read' : 'write', fd, buffer, 0, buffer.length, null)
  fs('close', fd)
  return how === 'read' && typeof count === 'number'
    ? new TextDecoder().decode(buffer.subarray(0, count))
    : count
}

const attempts: Readonly<Record<string, (files: Files, path: string) => unknown>> = {
  read: (files, path) => withFile(files, path, 'read'),
  stat: ({ fs }, path) => fs('stat', path),
  lstat: ({ fs }, path) => fs('lstat', path),
  list: ({ fs }, path) => fs('readdir', path),
  write: (files, path) => withFile(files, path, 'write'),
  truncate: (files, path) => withFile(files, path, 'truncate'),
  resize: ({ fs }, path) => fs('truncate', path, 1),
  times: ({ fs }, path) => fs('utimes', path, 1, 1),
  mode: ({ fs }, path) => fs('chmod', path, 0o600),
  owner: ({ fs }, path) => fs('chown', path, 0, 0),
  create: (files, path) => withFile(files, path, 'create'),
  'create exclusively': (files, path) => withFile(files, path, 'exclusive'),
  'make directory': ({ fs }, path) => fs('mkdir', path, 0o755),
  'read link': ({ fs }, path) => fs('readlink', path),
  'make link': ({ fs }, path) => fs('symlink', 'file', path),
  'make link to': ({ fs }, path) => fs('symlink', path, 'dir/made'),
  'read through it': (files: Files) => withFile(files, 'dir/made', 'read'),
  'link from': ({ fs }, path) => fs('link', path, 'dir/linked'),
  'link to': ({ fs }, path) => fs('link', 'file', path),
  'rename from': ({ fs }, path) => fs('rename', path, 'dir/renamed'),
  'rename to': ({ fs }, path) => fs('rename', 'file', path),
  unlink: ({ fs }, path) => fs('unlink', path),
  'remove directory': ({ fs }, path) => fs('rmdir', path),
  enter(files, path) {
    const entered = files.chdir(path)
    const listed = [
      files.fs('readdir', '.'),
      files.fs('readdir', '..'),
      withFile(files, 'secret.txt', 'read'),
    ]
    files.chdir('/mnt')
    return [entered, ...listed]
  },
}

/** Names that stand outside; names of links in the jail are others. */
const outer = new Set(['secret.txt', 'victim', 'jail-evil', 'inside', 'etc', 'passwd', 'tmp'])

function isOutside(result: unknown): boolean {
  if (typeof result === 'string') return result.includes(secret.slice(0, 8)) || result.includes('root:')
  return Array.isArray(result) && result.some(entry => outer.has(entry as string) || isOutside(entry))
}

const texts = paths.filter(path => typeof path === 'string')

describe.each(jails)('from %s', (_, make) => {
  test.each(texts.map(path => [JSON.stringify(path.slice(0, 60)), path] as const))('%s', (_, path) => {
    const { directory, outside, inside } = make()
    const files = filesOf(directory)
    const before = [outside(), inside?.()]
    for (const tried of new Set([path, `/mnt/${path}`, `/${path}`, `dir/../${path}`])) {
      const results = Object.entries(attempts).map(
        ([name, attempt]) => [name, attempt(files, tried)] as const,
      )
      expect(results.filter(([name, result]) => name !== 'read link' && isOutside(result))).toEqual([])
      expect([outside(), inside?.()]).toEqual(before)
    }
    files.close()
  })
})

test('what is refused is refused by an error that Go knows', () => {
  const { fs, close } = filesOf(hostFolder(hostJail().jail))
  const codes = ['to-secret', 'to-up/secret.txt', 'absolute-secret', 'dir/to-up/x'].map(
    path => (fs('stat', path) as { code?: string }).code,
  )
  expect(codes).toEqual(['EPERM', 'EPERM', 'EPERM', 'EPERM'])
  // Above the mount is the root of the guest, and nothing of the host.
  expect(fs('readdir', '/mnt/..')).toEqual(['mnt'])
  expect(fs('readdir', '../../..')).toEqual(['mnt'])
  close()
})

test('a program of Go', { timeout: 60_000 }, async () => {
  const { root, jail } = hostJail()
  const before = snapshot(root, jail)
  const tried = [...texts.filter(path => !path.includes('\0') && path.length < 200), `${jail}/../secret.txt`]
  const { stdout, code } = await run('native', ['escape', ...tried], {
    preopens: { '/mnt': hostFolder(jail) },
    cwd: '/mnt',
  })
  expect(code).toBe(0)
  expect(stdout).toContain('done')
  expect(stdout).not.toContain(secret)
  expect(snapshot(root, jail)).toBe(before)
})
