// The codes of errors that Go's library knows, with the words that it has for them. One that it does not know
// would make it panic, so that all others are EIO.

import { codeOf } from '../../fs/error.js'
import { Failure } from '../../wasi/errno.js'

export const messages: Readonly<Record<string, string>> = {
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or directory',
  EINTR: 'interrupted system call',
  EIO: 'input/output error',
  ENXIO: 'no such device or address',
  EBADF: 'bad file number',
  EAGAIN: 'try again',
  ENOMEM: 'not enough space',
  EACCES: 'permission denied',
  EBUSY: 'device or resource busy',
  EEXIST: 'file exists',
  EXDEV: 'cross-device link',
  ENODEV: 'no such device',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  EINVAL: 'invalid argument',
  ENFILE: 'file table overflow',
  EMFILE: 'too many open files',
  ENOTTY: 'not a typewriter',
  EFBIG: 'file too large',
  ENOSPC: 'no space left on device',
  ESPIPE: 'illegal seek',
  EROFS: 'read-only file system',
  EMLINK: 'too many links',
  EPIPE: 'broken pipe',
  ENAMETOOLONG: 'file name too long',
  ENOSYS: 'function not implemented',
  ENOTEMPTY: 'directory not empty',
  ELOOP: 'too many symbolic links',
  ENOTSUP: 'not supported',
  EDQUOT: 'quota exceeded',
  EILSEQ: 'illegal byte sequence',
}

/** Codes that others have for it. Leaving a mount is not permitted. */
const aliases: Readonly<Record<string, string>> = { ENOTCAPABLE: 'EPERM', EOPNOTSUPP: 'ENOTSUP' }

const rawCode = (error: unknown): string =>
  error instanceof Failure ? `E${error.errno.toUpperCase()}` : codeOf(error)

/** The code of an error of a file system; nothing if it is an error of another kind. */
export function fileCode(error: unknown): string | undefined {
  const code = rawCode(error)
  // Node's own complaints begin so too; they are about us.
  if (!code.startsWith('E') || code.startsWith('ERR_')) return undefined
  const known = aliases[code] ?? code
  return Object.hasOwn(messages, known) ? known : 'EIO'
}

/** An error in the shape that Node gives it. */
export function fileError(code: string, call: string): Error {
  return Object.assign(new Error(`${code}: ${messages[code]}, ${call}`), { code, syscall: call })
}
