// What a file of a file system is when a guest has it open: one with positions, or a stream.
import type { Channel, File } from '../../fs/types.js'
import { RegularFile } from './regular.js'
import { Stream } from './stream.js'

const isChannel = (file: File): file is File & { readonly channel: Channel } => file.channel !== undefined

interface How {
  readonly rights: bigint
  /** The `fdflags`. */
  readonly flags: number
}

export const openFile = (file: File, { rights, flags }: How): RegularFile | Stream =>
  isChannel(file)
    ? new Stream(file, rights, flags)
    : new RegularFile(file, { base: rights, inheriting: 0n }, flags)
