// Somebody else changes the folder while the guest uses it: a directory of the jail is replaced, over and
// over, by a link to what lies around, so that it is one when it is looked at and the other when it is used.
// Directories held by descriptors must withstand this; that is why they are held so.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { overlay } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import { some } from '#imports/wasi/rights.js'
import { calls } from '../calls.js'
import { hostJail, secret, snapshot } from './jail.js'

const swapper = `
  const { renameSync, symlinkSync, unlinkSync } = require('node:fs')
  const [jail, name, target, kept] = process.argv.slice(1)
  process.chdir(jail)
  console.log('ready')
  const end = Date.now() + 20000
  while (Date.now() < end) {
    renameSync(name, kept)
    symlinkSync(target, name)
    unlinkSync(name)
    renameSync(kept, name)
  }`

let running: ChildProcess | undefined

async function stop(): Promise<void> {
  const child = running
  running = undefined
  if (child === undefined) return
  child.kill('SIGKILL')
  await once(child, 'close')
}

afterEach(stop)

/** Starts to swap a name of the jail with a link to `target`. */
async function swap(jail: string, [name, target]: readonly [string, string]): Promise<void> {
  const child = spawn(process.execPath, ['-e', swapper, jail, name, target, `kept-${name}`])
  running = child
  await new Promise(resolve => child.stdout.once('data', resolve))
}

/** How long each attack goes on at least, and at most if it has not met both states, in milliseconds. */
const [shortest, longest] = [500, 10_000]

/**
 * Repeats attempts and counts what they came to. Both the directory, by the result `inside`, and the link
 * must have been met, or the attack has shown nothing.
 */
function attack(inside: string, attempt: (i: number) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  const start = Date.now()
  const met = () => counts[inside] !== undefined && counts.notcapable !== undefined
  for (let i = 0, passed = 0; passed < (met() ? shortest : longest); i++, passed = Date.now() - start) {
    const result = attempt(i)
    counts[result] = (counts[result] ?? 0) + 1
  }
  expect(met()).toBe(true)
  return counts
}

const linux = existsSync('/proc/self/fd')

test.skipIf(!linux).each(['.', 'overlay'])('reading through a directory that is swapped (%s)', async kind => {
  const { root, jail } = hostJail()
  await swap(jail, ['dir', '../victim'])
  const counts = attack('harmless too', () => {
    const directory = kind === 'overlay' ? overlay(hostFolder(jail)) : hostFolder(jail)
    const { open, read, close } = calls({ preopens: { '/': directory } })
    const files = ['dir/inside', 'dir/inner'].map(path => open(3, path, { follow: true }))
    const texts = files.map(fd => (typeof fd === 'string' ? fd : read(fd)))
    close()
    directory.close()
    return texts.includes(secret) ? secret : (texts.find(text => text !== 'noent') ?? 'noent')
  })
  expect(counts[secret]).toBe(undefined)
  await stop()
  expect(snapshot(root, jail)).toContain(secret)
})

test.skipIf(!linux)('changing through a directory that is swapped', async () => {
  const { root, jail } = hostJail()
  const before = snapshot(root, jail)
  await swap(jail, ['dir', '../victim'])
  const { open, closeFd, mkdir, rmdir, unlink, symlink, rename, link, run, path, close } = calls({
    preopens: { '/': hostFolder(jail) },
  })
  const operations: readonly ((i: number) => string)[] = [
    i => {
      const how = { oflags: ['creat', 'trunc'], rights: some('fd_write'), follow: true } as const
      const fd = open(3, `dir/made-${i}`, how)
      return typeof fd === 'string' ? fd : closeFd(fd)
    },
    i => mkdir(3, `dir/directory-${i}`),
    i => rmdir(3, `dir/directory-${i - 1}`),
    () => unlink(3, 'dir/inside'),
    i => symlink('x', 3, `dir/link-${i}`),
    i => link([3, 'file'], [3, `dir/linked-${i}`]),
    i => rename([3, 'dir/inside'], [3, `stolen-${i}`]),
    () => run('path_filestat_set_times', 3, 1, ...path('dir/inside'), 1n, 1n, 5),
    () => {
      const fd = open(3, 'dir/inside', { oflags: ['trunc'], rights: some('fd_write'), follow: true })
      return typeof fd === 'string' ? fd : closeFd(fd)
    },
  ]
  attack('success', i => operations[i % operations.length]!(i))
  await stop()
  expect(snapshot(root, jail)).toBe(before)
  close()
})

test.skipIf(!linux)('a file that is swapped with a link', async () => {
  const { root, jail } = hostJail()
  await swap(jail, ['file', '../secret.txt'])
  const { open, read, write, closeFd, stat, close } = calls({ preopens: { '/': hostFolder(jail) } })
  const counts = attack('harmless', i => {
    const follow = i % 2 === 0
    const fd = open(3, 'file', { follow, rights: some('fd_read', 'fd_write') })
    const found = stat(3, 'file', follow)
    if (typeof found !== 'string' && found.type === 'file') expect(found.size).not.toBe(BigInt(secret.length))
    if (typeof fd === 'string') return fd
    const text = read(fd)
    write(fd, '')
    closeFd(fd)
    return text
  })
  expect(counts[secret]).toBe(undefined)
  expect(readFileSync(`${root}/secret.txt`, 'utf8')).toBe(secret)
  close()
})

test.skipIf(!linux)('a directory that is moved out of the jail is left alone at once', async () => {
  const { root, jail } = hostJail()
  const { opened, mkdir, stat, close } = calls({ preopens: { '/': hostFolder(jail) } })
  const deep = opened(3, 'dir/deep', { oflags: ['directory'] })
  renameSync(`${jail}/dir/deep`, `${root}/victim/deep`)
  // The directory itself was the guest's; what lies above was not.
  expect([stat(deep, '..'), stat(deep, '../inside'), stat(deep, '../../secret.txt')]).toEqual(
    Array(3).fill('notcapable'),
  )
  expect([mkdir(3, 'dir/deep/x'), stat(3, 'dir/deep')]).toEqual(['noent', 'noent'])
  expect(readdirSync(`${root}/victim/deep`)).toEqual([])
  close()
})
