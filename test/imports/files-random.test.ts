// Random operations, the same on every file system: what one of them says, all say, and they hold the same
// in the end. The folder of the host is the reference, since the kernel does most of its work.
import { expect, test } from 'vitest'
import { type Directory, memory, overlay } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import { type Calls, calls } from './calls.js'
import { folder } from './systems.js'

/** A small generator of numbers, so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % below
  }
}

const names = ['a', 'b', 'c', 'd', '.', '..', 'a', 'b', 'c', 'dir', 'dir']

type Pick = (below: number) => number

function path(pick: Pick): string {
  const parts = Array.from({ length: 1 + pick(3) }, () => names[pick(names.length)]!)
  return parts.join(pick(8) === 0 ? '//' : '/') + (pick(6) === 0 ? '/' : '')
}

/** What does not depend on where the file lies. */
const essence = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'type' in value && 'size' in value
    ? [
        value.type,
        value.type === 'directory' ? 0n : value.size,
        'nlink' in value && value.type !== 'directory' && value.nlink,
      ]
    : value

type Operation = (guest: Calls, pick: Pick) => unknown

const operations: readonly Operation[] = [
  ({ mkdir }, pick) => mkdir(3, path(pick)),
  ({ mkdir }, pick) => mkdir(3, path(pick)),
  ({ rmdir }, pick) => rmdir(3, path(pick)),
  ({ unlink }, pick) => unlink(3, path(pick)),
  ({ symlink }, pick) => symlink(path(pick), 3, path(pick)),
  ({ link }, pick) => link([3, path(pick)], [3, path(pick)], pick(2) === 0),
  ({ rename }, pick) => rename([3, path(pick)], [3, path(pick)]),
  ({ rename }, pick) => rename([3, path(pick)], [3, path(pick)]),
  ({ stat }, pick) => essence(stat(3, path(pick), pick(2) === 0)),
  ({ readlink }, pick) => readlink(3, path(pick)),
  ({ run, path: put }, pick) =>
    run('path_filestat_set_times', 3, pick(2), ...put(path(pick)), 1000n, 2000n, 1 << pick(5)),
  ({ open, readdir, closeFd }, pick) => {
    const fd = open(3, path(pick), { oflags: ['directory'], follow: pick(2) === 0 })
    if (typeof fd === 'string') return fd
    const entries = readdir(fd)
    closeFd(fd)
    return typeof entries === 'string' ? entries : entries.map(({ name, type }) => `${name} ${type}`).sort()
  },
  ...Array.from(
    { length: 4 },
    (): Operation => (guest, pick) => {
      const oflags = (['creat', 'directory', 'excl', 'trunc'] as const).filter(
        flag => pick(flag === 'creat' ? 2 : 4) === 0,
      )
      const rights = ([['fd_read'], ['fd_write'], ['fd_read', 'fd_write'], []] as const)[pick(4)]!
      const fd = guest.open(3, path(pick), {
        oflags,
        rights,
        follow: pick(2) === 0,
        fdflags: pick(4) === 0 ? 1 : 0,
      })
      if (typeof fd === 'string') return fd
      const results = [
        guest.write(fd, 'text '.repeat(pick(5))),
        guest.seek(fd, BigInt(pick(12) - 4), pick(3)),
        guest.write(fd, 'x'),
        guest.run('fd_filestat_set_size', fd, BigInt(pick(30))),
        guest.pread(fd, 20, BigInt(pick(10))),
        guest.pwrite(fd, 'y', BigInt(pick(10))),
        guest.tell(fd),
        guest.read(fd),
        guest.run('fd_allocate', fd, BigInt(pick(10)), BigInt(pick(10))),
        essence(guest.fstat(fd)),
        guest.run('fd_sync', fd),
      ]
      return [...results, guest.closeFd(fd)]
    },
  ),
]

/** All that is there. */
function tree(directory: Directory): unknown {
  const entries = directory.list().map(({ name, filetype }) => {
    if (filetype === 'directory') return [name, tree(directory.enter(name))]
    if (filetype === 'symbolic_link') return [name, directory.readLink(name)]
    const buffer = new Uint8Array(1000)
    const count = directory.open(name, { read: true }).read(buffer, 0)
    return [name, Buffer.from(buffer.subarray(0, count)).toString()]
  })
  return entries.sort()
}

/** How many operations there are in a run. */
const length = 1500

test.each([1, 2, 3])('run %i', seed => {
  const systems = {
    'a folder': hostFolder(folder()),
    'a folder held by its path': hostFolder(folder(), { holding: 'path' }),
    memory: memory(),
    'an overlay over a folder': overlay(hostFolder(folder())),
    'an overlay over an overlay': overlay(overlay(memory())),
  }
  const guests = Object.entries(systems).map(([name, directory]) => ({
    name,
    pick: generator(seed),
    guest: calls({ preopens: { '/': directory } }),
  }))
  for (let i = 0; i < length; i++) {
    const [first, ...others] = guests.map(({ name, guest, pick }) => {
      const number = pick(operations.length)
      return { name, i, number, result: operations[number]!(guest, pick) }
    })
    for (const other of others) expect(other).toEqual({ ...first, name: other.name })
  }
  const [first, ...others] = Object.values(systems).map(tree)
  for (const other of others) expect(other).toEqual(first)
  for (const { guest } of guests) guest.close()
})
