// WASI called directly, in words that tests can be read by: paths are strings, rights have names, a result
// is the value or the name of the error.
import { errnos } from '#imports/wasi/errno.js'
import type { WasiOptions } from '#imports/wasi/index.js'
import { type Right, some } from '#imports/wasi/rights.js'
import { direct } from './direct.js'

const filetypes = ['unknown', 'block', 'char', 'directory', 'file', 'dgram', 'stream', 'link']

export interface Opening {
  readonly follow?: boolean
  readonly oflags?: readonly ('creat' | 'directory' | 'excl' | 'trunc')[]
  readonly rights?: readonly Right[] | bigint
  readonly inheriting?: bigint
  readonly fdflags?: number
}

export interface Stat {
  readonly dev: bigint
  readonly ino: bigint
  readonly type: string | undefined
  readonly nlink: bigint
  readonly size: bigint
  readonly atim: bigint
  readonly mtim: bigint
}

/** A name in a directory. */
type At = readonly [fd: number, name: string | Uint8Array]

const oflagNames = ['creat', 'directory', 'excl', 'trunc']

/** Places in the guest's memory: a first path, a second one, results, a buffer. */
const [first, second, out, buffer] = [1024, 8192, 16, 20480]

const bufferSize = 65536 - buffer

export function calls(options: WasiOptions = {}, module?: 'wasi_unstable') {
  const { call, view, bytes, vectors, text, close } = direct(options, module)
  const encoder = new TextEncoder()
  const put = (at: number, value: string | Uint8Array): readonly [number, number] => {
    const data = typeof value === 'string' ? encoder.encode(value) : value
    bytes.set(data, at)
    return [at, data.length]
  }
  const path = (value: string | Uint8Array) => put(first, value)
  const path2 = (value: string | Uint8Array) => put(second, value)
  /** Calls and gives the name of what came back. */
  const run = (name: string, ...words: readonly (number | bigint)[]): string =>
    errnos[call[name]!(...words) as number]!
  const then = <Value>(errno: string, value: () => Value): Value | string =>
    errno === 'success' ? value() : errno

  const open = (fd: number, name: string | Uint8Array, how: Opening = {}): number | string => {
    const oflags = (how.oflags ?? []).reduce((bits, flag) => bits | (1 << oflagNames.indexOf(flag)), 0)
    const rights = typeof how.rights === 'bigint' ? how.rights : some(...(how.rights ?? ['fd_read']))
    const words = [oflags, rights, how.inheriting ?? 0n, how.fdflags ?? 0, out] as const
    return then(run('path_open', fd, how.follow ? 1 : 0, ...path(name), ...words), () =>
      view.getUint32(out, true),
    )
  }

  const readStat = (): Stat => ({
    dev: view.getBigUint64(out, true),
    ino: view.getBigUint64(out + 8, true),
    type: filetypes[view.getUint8(out + 16)],
    nlink: view.getBigUint64(out + 24, true),
    size: view.getBigUint64(out + 32, true),
    atim: view.getBigUint64(out + 40, true),
    mtim: view.getBigUint64(out + 48, true),
  })

  const content = (length: number): string => text(buffer, length)
  const given = (data: string | Uint8Array) => vectors(64, [put(buffer, data)])
  const count = () => view.getUint32(out, true)

  return {
    call,
    view,
    bytes,
    run,
    close,
    open,
    path,
    path2,
    vectors,
    text,
    out,
    /** Opens, and fails the test if that does not work. */
    opened(fd: number, name: string | Uint8Array, how: Opening = {}): number {
      const result = open(fd, name, how)
      if (typeof result === 'string') throw new TypeError(`path_open(${name}): ${result}`)
      return result
    },
    closeFd: (fd: number) => run('fd_close', fd),
    stat: (fd: number, name: string | Uint8Array, follow = false): Stat | string =>
      then(run('path_filestat_get', fd, follow ? 1 : 0, ...path(name), out), readStat),
    fstat: (fd: number): Stat | string => then(run('fd_filestat_get', fd, out), readStat),
    read(fd: number, length = 1000): string {
      vectors(64, [[buffer, length]])
      return then(run('fd_read', fd, 64, 1, out), () => content(count()))
    },
    pread(fd: number, length: number, offset: bigint): string {
      vectors(64, [[buffer, length]])
      return then(run('fd_pread', fd, 64, 1, offset, out), () => content(count()))
    },
    write(fd: number, data: string | Uint8Array): number | string {
      given(data)
      return then(run('fd_write', fd, 64, 1, out), count)
    },
    pwrite(fd: number, data: string, offset: bigint): number | string {
      given(data)
      return then(run('fd_pwrite', fd, 64, 1, offset, out), count)
    },
    seek: (fd: number, offset: bigint, whence: number): bigint | string =>
      then(run('fd_seek', fd, offset, whence, out), () => view.getBigUint64(out, true)),
    tell: (fd: number): bigint | string => then(run('fd_tell', fd, out), () => view.getBigUint64(out, true)),
    mkdir: (fd: number, name: string | Uint8Array) => run('path_create_directory', fd, ...path(name)),
    rmdir: (fd: number, name: string | Uint8Array) => run('path_remove_directory', fd, ...path(name)),
    unlink: (fd: number, name: string | Uint8Array) => run('path_unlink_file', fd, ...path(name)),
    symlink: (target: string | Uint8Array, fd: number, name: string | Uint8Array) =>
      run('path_symlink', ...path(target), fd, ...path2(name)),
    link: (from: At, to: At, follow = false) =>
      run('path_link', from[0], follow ? 1 : 0, ...path(from[1]), to[0], ...path2(to[1])),
    rename: (from: At, to: At) => run('path_rename', from[0], ...path(from[1]), to[0], ...path2(to[1])),
    readlink: (fd: number, name: string, length = 1000): string =>
      then(run('path_readlink', fd, ...path(name), buffer, length, out), () => content(count())),
    fdstat: (fd: number) =>
      then(run('fd_fdstat_get', fd, out), () => ({
        type: filetypes[view.getUint8(out)],
        flags: view.getUint16(out + 2, true),
        base: view.getBigUint64(out + 8, true),
        inheriting: view.getBigUint64(out + 16, true),
      })),
    /** All entries, read in pieces of so many bytes. */
    readdir(fd: number, size = 4096, from = 0n) {
      const entries: { name: string; type: string | undefined; ino: bigint; next: bigint }[] = []
      for (let cookie = from; ; ) {
        const errno = run('fd_readdir', fd, buffer, Math.min(size, bufferSize), cookie, out)
        if (errno !== 'success') return errno
        const used = count()
        for (let at = buffer; at + 24 <= buffer + used; ) {
          const length = view.getUint32(at + 16, true)
          if (at + 24 + length > buffer + used) break
          cookie = view.getBigUint64(at, true)
          const [ino, type] = [view.getBigUint64(at + 8, true), filetypes[view.getUint8(at + 20)]]
          entries.push({ name: text(at + 24, length), type, ino, next: cookie })
          at += 24 + length
        }
        if (used < size) return entries
      }
    },
  }
}

export type Calls = ReturnType<typeof calls>
