// The process's own streams as plain functions for a guest. They are used synchronously, while Node may
// have set a pipe or a terminal to return at once: then there is nothing to do but to ask again a little
// later. Where a guest has a deadline no call may wait for ever, so that pipes and terminals are opened once
// more, to return at once.
import { constants, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { devNull } from 'node:os'
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

type Transfer = (fd: number, buffer: Uint8Array) => number

/** How much was read or written, or nothing if it would have to wait. */
function attempt(transfer: Transfer, fd: number, buffer: Uint8Array): number | undefined {
  try {
    return transfer(fd, buffer)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // How Windows says that a pipe has ended.
    if (code === 'EOF') return 0
    if (code !== 'EAGAIN') throw error
    return undefined
  }
}

interface Descriptor {
  readonly fd: number
  readonly deadline: Deadline | undefined
}

function patiently(transfer: Transfer, { fd, deadline }: Descriptor, buffer: Uint8Array): number {
  for (;;) {
    const count = attempt(transfer, fd, buffer)
    if (count !== undefined) return count
    wait(pause, deadline)
  }
}

/** Node's own answer takes milliseconds to load; most streams are no devices at all, or the null device. */
function isTerminal(fd: number): boolean {
  const stat = fstatSync(fd)
  return stat.isCharacterDevice() && stat.rdev !== statSync(devNull).rdev && isatty(fd)
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

/** How much is read to find out whether there is anything. */
const chunk = 65536

/** A stream to read from. Whether it has something is only known once it has been read, and kept. */
class Reader implements Input {
  readonly #fd: number
  readonly #deadline: Deadline | undefined
  /** The stream again, never waiting. */
  #unblocked: number | undefined
  #kept = new Uint8Array(0)
  #ended = false

  constructor(fd: number, deadline: Deadline | undefined) {
    this.#fd = fd
    this.#deadline = deadline
    if (deadline !== undefined) this.#own()
  }

  get terminal(): boolean {
    return isTerminal(this.#fd)
  }

  read = (buffer: Uint8Array): number => {
    if (this.#kept.length > 0) {
      const part = this.#kept.subarray(0, buffer.length)
      this.#kept = this.#kept.subarray(part.length)
      buffer.set(part)
      return part.length
    }
    const ended = this.#ended
    this.#ended = false
    if (ended) return 0
    return patiently(readSync, { fd: this.#unblocked ?? this.#fd, deadline: this.#deadline }, buffer)
  }

  wait = (nanoseconds: bigint): boolean => {
    const end = performance.now() + Number(nanoseconds) / 1e6
    for (;;) {
      if (this.#kept.length > 0 || this.#ended || this.#look()) return true
      const rest = end - performance.now()
      if (rest <= 0) return false
      wait(Math.min(rest, pause), this.#deadline)
    }
  }

  #own(): number {
    this.#unblocked ??= unblocked(this.#fd, constants.O_RDONLY)
    return this.#unblocked
  }

  /** Whether there is something, or the end. */
  #look(): boolean {
    const buffer = new Uint8Array(chunk)
    const count = attempt(readSync, this.#own(), buffer)
    if (count === undefined) return false
    this.#kept = buffer.subarray(0, count)
    this.#ended = count === 0
    return true
  }
}

export const input = (fd: number, deadline?: Deadline): Input => new Reader(fd, deadline)

export function output(fd: number, deadline?: Deadline): Output {
  const own = { fd: deadline === undefined ? fd : unblocked(fd, constants.O_WRONLY), deadline }
  return {
    write: bytes => patiently(writeSync, own, bytes),
    get terminal() {
      return isTerminal(fd)
    },
  }
}
