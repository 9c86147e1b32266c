// The process's own streams as plain functions for a guest. They are used synchronously, while Node may
// have set a pipe or a terminal to return at once: then there is nothing to do but to ask again a little
// later. Where a guest has a deadline no call may wait for ever, so that pipes and terminals are opened once
// more, to return at once.
import { constants, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import type { Input, Output } from '../../imports/wasi/index.js'
import type { Deadline } from '../instance/deadline.js'

/** Milliseconds between two tries. */
const pause = 1

const cell = new Int32Array(new SharedArrayBuffer(4))

/** Does nothing for so many milliseconds, or until a guest's deadline, which is then noticed. */
export function wait(milliseconds: number, deadline: Deadline | undefined): void {
  Atomics.wait(cell, 0, 0, Math.min(milliseconds, deadline?.left ?? milliseconds))
  deadline?.check()
}

function patiently(operation: () => number, deadline: Deadline | undefined): number {
  for (;;) {
    try {
      return operation()
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // How Windows says that a pipe has ended.
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      wait(pause, deadline)
    }
  }
}

/** A stream that never waits, or if there is no way to that, the same. */
function unblocked(fd: number, mode: number): number {
  try {
    const stat = fstatSync(fd)
    if (stat.isFIFO() || stat.isCharacterDevice())
      return openSync(`/dev/fd/${fd}`, mode | constants.O_NONBLOCK | constants.O_NOCTTY)
    // Sockets cannot be opened again, but Node sets them so when it makes a stream of them.
    if (stat.isSocket() && fd === 0) process.stdin.unref?.()
  } catch {
    // It is closed, or the system has no such names.
  }
  return fd
}

export function input(fd: number, deadline?: Deadline): Input {
  const own = deadline === undefined ? fd : unblocked(fd, constants.O_RDONLY)
  return { read: buffer => patiently(() => readSync(own, buffer), deadline), terminal: isatty(fd) }
}

export function output(fd: number, deadline?: Deadline): Output {
  const own = deadline === undefined ? fd : unblocked(fd, constants.O_WRONLY)
  return { write: bytes => patiently(() => writeSync(own, bytes), deadline), terminal: isatty(fd) }
}
