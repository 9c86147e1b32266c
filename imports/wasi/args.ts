// The arguments: a list of addresses, and the strings they point to, each ending in a zero.
import { host, writeStrings } from './kinds.js'

/** How many strings, and how many bytes they take with their zeros. */
export const sizesOf = (strings: readonly Uint8Array[]) =>
  [strings.length, strings.reduce((sum, { length }) => sum + length + 1, 0)] as const

export const args = {
  args_sizes_get: host('args', '-> argc:u32 argv_len:u32 errno', wasi => sizesOf(wasi.args)),

  args_get: host('args', 'argv:pointer argv_buf:pointer -> errno', (wasi, list, text) =>
    writeStrings(wasi.guest, wasi.args, { list, text }),
  ),
}
