// What a file system refuses, with the error codes of POSIX. Node's own errors carry the same `code`, so
// that whoever gives answers to a guest reads only that.

/** The codes of POSIX that file systems refuse by. */
export type FileErrorCode =
  | 'EBADF'
  | 'EBUSY'
  | 'EEXIST'
  | 'EFBIG'
  | 'EILSEQ'
  | 'EINVAL'
  | 'EISDIR'
  | 'ELOOP'
  | 'ENAMETOOLONG'
  | 'ENOENT'
  | 'ENOSPC'
  | 'ENOSYS'
  | 'ENOTCAPABLE'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'ENXIO'
  | 'EPERM'
  | 'EROFS'
  | 'ESPIPE'
  | 'EXDEV'

/** What a file system refuses to do. `code` says why, as the errors of Node do. */
export class FileError extends Error {
  override readonly name = 'FileError'

  constructor(readonly code: FileErrorCode) {
    super(code)
  }
}

const made = new Map<FileErrorCode, FileError>()

/** Ends an operation. One object serves for each code: guests probe, and recording a stack takes long. */
export function refuse(code: FileErrorCode): never {
  const error = made.get(code) ?? new FileError(code)
  made.set(code, error)
  throw error
}

/** The code of whatever was thrown, or nothing. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
