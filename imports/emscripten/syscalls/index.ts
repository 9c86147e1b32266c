// System calls of Emscripten's C library, on the file systems and behind the walls that WASI has. Numbers of
// errors are those of WASI, below zero.
import { files } from './files.js'
import { names } from './names.js'
import { opening } from './open.js'

export const syscalls = { ...opening, ...names, ...files }
