// Files that hold code: whole ones, in folders that are the user's alone. They are written under another name
// and then renamed, so that a reader never sees half of one, however many processes write.

import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The code of an error of the system. */
export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Makes one folder, for its owner alone, unless it is there. */
function makeOne(path: string): void {
  try {
    mkdirSync(path, 0o700)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !isFolder(path)) throw error
  }
}

/** The same with those above it. Node's own way never ends in /proc, where nothing can be made. */
export function makeFolder(path: string): void {
  try {
    makeOne(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    makeOne(path)
  }
}

/** Writes a file whole, or says that it could not. */
export function writeWhole(file: string, data: Uint8Array | string): boolean {
  const temporary = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(temporary, data, { flag: 'wx', mode: 0o600 })
    renameSync(temporary, file)
    return true
  } catch {
    rmSync(temporary, { force: true })
    return false
  }
}
