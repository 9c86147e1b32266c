// Reading the file that a command is given.
import { readFileSync } from 'node:fs'
import { hostPath } from '../../imports/fs/node/path.js'
import { Complaint, reasonOf } from './complaint.js'

export function readModule(path: string): Uint8Array {
  try {
    const { buffer, byteOffset, byteLength } = readFileSync(hostPath(path))
    return new Uint8Array(buffer, byteOffset, byteLength)
  } catch (error) {
    const what = (error as NodeJS.ErrnoException).code === 'EISDIR' ? 'read' : 'open'
    throw new Complaint(`error reading wasm binary: ${what} ${path}: ${reasonOf(error)}`)
  }
}
