// What the command line has to say to its user when it cannot go on: one line, and the exit code.

import { own } from '../../imports/object.js'

/** Exit codes: 1 for what was asked, 2 for how. */
export class Complaint extends Error {
  override readonly name = 'Complaint'

  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
  ENOTDIR: 'not a directory',
  ELOOP: 'too many levels of symbolic links',
}

/** Why an operation of the file system failed, without Node's decoration. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return own(reasons, code) ?? message
}
