// Where the command line's own files are. No other file asks, because the bundle, which holds most of them,
// stands beside this one.
import { closeSync, openSync, readSync } from 'node:fs'

/** @param path relative to the folder of this file */
export const place = (path: string): URL => new URL(path, import.meta.url)

/** What the build of the bundle is called, in its first line: another one has another name. */
export function buildName(): string {
  const head = Buffer.alloc(19)
  const file = openSync(place('bundle.cjs'), 'r')
  readSync(file, head)
  closeSync(file)
  return head.toString('latin1')
}
