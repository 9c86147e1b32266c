// Paths as Node takes them: text, or bytes where they are no UTF-8.
import { realpathSync } from 'node:fs'
import { decodeUtf8, encodeUtf8, hasEscapes } from '../../utf8.js'

/** A path for Node: bytes, where it holds such as are no UTF-8. */
export const hostPath = (path: string): string | Buffer =>
  hasEscapes(path) ? Buffer.from(encodeUtf8(path)) : path

/** A path without links. Node's own walk makes text of bytes. */
export const realPath = (path: string): string =>
  hasEscapes(path) ? decodeUtf8(realpathSync.native(hostPath(path), 'buffer')) : realpathSync(path)
