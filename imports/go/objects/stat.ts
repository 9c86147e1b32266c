// What a program is told of a file, in the shape of Node's `fs.Stats`. File systems here know no owners:
// all belongs to user 0.
import type { FileType, Stat } from '../../fs/types.js'
import { bare } from '../../object.js'

/** The bits of a mode that say what kind of file it is. */
const typeBits: Readonly<Record<FileType, number>> = {
  unknown: 0,
  block_device: 0o060000,
  character_device: 0o020000,
  directory: 0o040000,
  regular_file: 0o100000,
  socket_dgram: 0o140000,
  socket_stream: 0o140000,
  symbolic_link: 0o120000,
}

export const permissions = 0o7777

/** What everybody may do, where the file system does not say. */
const usual = ({ filetype }: Stat): number => (filetype === 'regular_file' ? 0o644 : 0o755)

export const modeOf = (stat: Stat): number => typeBits[stat.filetype] | usual(stat)

/** As Go writes permissions: `rwxr-xr-x`. */
const showPermissions = (mode: number): string =>
  [...'rwxrwxrwx'].map((letter, i) => (mode & (0o400 >> i) ? letter : '-')).join('')

/** As Go writes the mode of a new file. */
export const showMode = (mode: number): string => `-${showPermissions(mode)}`

const letters: Readonly<Record<FileType, string>> = {
  unknown: '-',
  block_device: 'D',
  character_device: 'Dc',
  directory: 'd',
  regular_file: '-',
  socket_dgram: 'S',
  socket_stream: 'S',
  symbolic_link: 'L',
}

/** As Go writes the mode of a file that exists: `drwxr-xr-x`. */
export const showModeOf = (stat: Stat): string => letters[stat.filetype] + showPermissions(modeOf(stat))

const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds) / 1e6

const blockSize = 4096

export function statObject(stat: Stat) {
  const is = (filetype: FileType) => () => stat.filetype === filetype
  const size = Number(stat.size)
  return bare({
    dev: Number(stat.device),
    ino: Number(stat.inode),
    mode: modeOf(stat),
    nlink: Number(stat.links),
    uid: 0,
    gid: 0,
    rdev: 0,
    size,
    blksize: blockSize,
    blocks: Math.ceil(size / 512),
    atimeMs: milliseconds(stat.accessed),
    mtimeMs: milliseconds(stat.modified),
    ctimeMs: milliseconds(stat.changed),
    isDirectory: is('directory'),
    isFile: is('regular_file'),
    isSymbolicLink: is('symbolic_link'),
  })
}
