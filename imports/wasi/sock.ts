// Sockets: a guest accepts connections on listeners that it was given. What is open but is no socket says
// `notsock`.
import { fail } from './errno.js'
import { host } from './kinds.js'
import { Connected, type Listening } from './open/socket.js'
import { fdflags } from './open/types.js'
import { require } from './rights.js'
import type { System } from './system.js'
import { each, scatter } from './transfer.js'

function socket(wasi: System, fd: number): Connected | Listening {
  const file = wasi.files.get(fd)
  return file.kind === 'connection' || file.kind === 'listener' ? file : fail('notsock')
}

function connection(wasi: System, fd: number): Connected {
  const file = socket(wasi, fd)
  return file instanceof Connected ? file : fail('notconn')
}

function accept(wasi: System, fd: number, flags: number): number {
  const file = socket(wasi, fd)
  if (file.kind !== 'listener' || (flags & ~fdflags.nonblock) !== 0) return fail('inval')
  require(file.rights, 'sock_accept')
  return wasi.files.add(file.accept(flags))
}

const [peekFlag, allFlag] = [1, 2]

interface Receiving {
  readonly buffers: readonly Uint8Array[]
  readonly flags: number
}

function receive(wasi: System, fd: number, { buffers, flags }: Receiving): number {
  const file = connection(wasi, fd)
  require(file.rights, 'fd_read')
  if (flags & ~(peekFlag | allFlag)) fail('notsup')
  const how = { peek: (flags & peekFlag) !== 0 }
  if (how.peek || !(flags & allFlag)) return scatter(buffers, buffer => file.receive(buffer, how))
  const receiveAll = (buffer: Uint8Array): number => {
    let total = 0
    while (total < buffer.length) {
      wasi.check()
      const rest = buffer.subarray(total)
      const part = () => each([rest], bytes => file.receive(bytes, how), wasi.check)
      const count = total === 0 ? part() : file.attempt(part)
      if (count === 0) break
      total += count
    }
    return total
  }
  return scatter(buffers, receiveAll, Number.POSITIVE_INFINITY)
}

function send(wasi: System, fd: number, { buffers, flags }: Receiving): number {
  const file = connection(wasi, fd)
  require(file.rights, 'fd_write')
  if (flags !== 0) fail('notsup')
  return each(buffers, bytes => file.write(bytes), wasi.check)
}

export const sock = {
  sock_accept: host('sock', 'fd:fd flags:fdflags -> fd:fd errno', accept),

  sock_recv: host(
    'sock',
    'fd:fd ri_data:vectors ri_flags:riflags -> ro_datalen:size ro_flags:roflags errno',
    (wasi, fd, buffers, flags) => [receive(wasi, fd, { buffers, flags }), 0] as const,
  ),

  sock_send: host(
    'sock',
    'fd:fd si_data:vectors si_flags:siflags -> so_datalen:size errno',
    (wasi, fd, buffers, flags) => send(wasi, fd, { buffers, flags }),
  ),

  sock_shutdown: host('sock', 'fd:fd how:sdflags -> errno', (wasi, fd, how) => {
    const file = socket(wasi, fd)
    if (how === 0 || how > 3) fail('inval')
    require(file.rights, 'sock_shutdown')
    if (file.kind === 'listener') return fail('notconn')
    file.shutdown({ receive: (how & 1) !== 0, send: (how & 2) !== 0 })
  }),
}
