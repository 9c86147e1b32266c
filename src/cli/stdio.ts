// The process's own streams as plain functions for a guest. They are used synchronously, while Node may
// have set a pipe or a terminal to return at once: then there is nothing to do but to ask again a little
// later.
import { readSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import type { Input, Output } from '../../imports/wasi/index.js'

/** Milliseconds between two tries. */
const pause = 1

function patiently(operation: () => number): number {
  for (;;) {
    try {
      return operation()
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // How Windows says that a pipe has ended.
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
    }
  }
}

export const input = (fd: number): Input => ({
  read: buffer => patiently(() => readSync(fd, buffer)),
  terminal: isatty(fd),
})

export const output = (fd: number): Output => ({
  write: bytes => patiently(() => writeSync(fd, bytes)),
  terminal: isatty(fd),
})
