// The environment: strings of the form KEY=value, laid out like the arguments.
import { sizesOf } from './args.js'
import { host, writeStrings } from './kinds.js'

export const environ = {
  environ_sizes_get: host('environ', '-> environc:u32 environv_len:u32 errno', wasi => sizesOf(wasi.environ)),

  environ_get: host('environ', 'environ:pointer environ_buf:pointer -> errno', (wasi, list, text) =>
    writeStrings(wasi.guest, wasi.environ, { list, text }),
  ),
}
