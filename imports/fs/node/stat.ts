// What Node says of a file, in the words of `types.ts`.
import type { BigIntStats, Dirent } from 'node:fs'
import type { FileType, Stat } from '../types.js'
import type { ExactTimes } from './times.js'

/** Both a stat and an entry of a directory can be asked. */
type Kinded = Pick<
  Dirent,
  'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isCharacterDevice' | 'isBlockDevice' | 'isSocket'
>

export function typeOf(file: Kinded): FileType {
  if (file.isFile()) return 'regular_file'
  if (file.isDirectory()) return 'directory'
  if (file.isSymbolicLink()) return 'symbolic_link'
  if (file.isCharacterDevice()) return 'character_device'
  if (file.isBlockDevice()) return 'block_device'
  return file.isSocket() ? 'socket_stream' : 'unknown'
}

export const statOf = (stat: BigIntStats, times: ExactTimes): Stat => ({
  device: stat.dev,
  inode: stat.ino,
  filetype: typeOf(stat),
  links: stat.nlink,
  size: stat.size,
  changed: stat.ctimeNs,
  ...times.read(stat),
})
