// What a file is, as `struct stat` says it. Newer versions of the compiler have times of 64 bits:
//
//   88 bytes: 0 device u32 | 8 inode u32 | 12 mode | 16 links | 40 size i64 | 48 block size | 52 blocks |
//             56 accessed, 64 modified, 72 changed, each seconds i32 and nanoseconds | 80 inode u64
//   96 bytes: 0 device u32 | 4 mode | 8 links | 24 size i64 | 32 block size | 36 blocks |
//             40 accessed, 56 modified, 72 changed, each seconds i64 and nanoseconds | 88 inode u64
import type { FileType, Stat } from '../../fs/types.js'
import type { Program } from '../program.js'

const modes: Readonly<Record<FileType, number>> = {
  ...{ unknown: 0o010666, block_device: 0o060666, character_device: 0o020666, directory: 0o040777 },
  ...{ regular_file: 0o100666, socket_dgram: 0o140666, socket_stream: 0o140666, symbolic_link: 0o120777 },
}

const blockSize = 4096
const second = 1_000_000_000n

interface Layout {
  readonly size: number
  readonly mode: number
  readonly links: number
  readonly length: number
  readonly blocks: number
  readonly times: readonly [number, number, number]
  readonly inode: number
  readonly wide: boolean
}

const narrow: Layout = {
  ...{ size: 88, mode: 12, links: 16, length: 40, blocks: 48, inode: 80, wide: false },
  times: [56, 64, 72],
}

const wide: Layout = {
  ...{ size: 96, mode: 4, links: 8, length: 24, blocks: 32, inode: 88, wide: true },
  times: [40, 56, 72],
}

/** No program says which one it has; those with newer names for their stack have the newer one. */
const layoutOf = (program: Program): Layout => (program.find('stackSave') === undefined ? wide : narrow)

export function writeStat(program: Program, at: number, stat: Stat): void {
  const layout = layoutOf(program)
  const view = program.guest.view(at, layout.size)
  program.guest.bytes(at, layout.size).fill(0)
  view.setUint32(at, Number(stat.device & 0xffffffffn), true)
  if (!layout.wide) view.setUint32(at + 8, Number(stat.inode & 0xffffffffn), true)
  view.setUint32(at + layout.mode, modes[stat.filetype], true)
  view.setUint32(at + layout.links, Number(stat.links), true)
  view.setBigInt64(at + layout.length, stat.size, true)
  view.setUint32(at + layout.blocks, blockSize, true)
  view.setUint32(at + layout.blocks + 4, Number((stat.size + 511n) / 512n), true)
  for (const [i, time] of [stat.accessed, stat.modified, stat.changed].entries())
    writeTime(view, at + layout.times[i]!, { time, wide: layout.wide })
  view.setBigUint64(at + layout.inode, stat.inode, true)
}

function writeTime(view: DataView, at: number, { time, wide }: { time: bigint; wide: boolean }): void {
  if (wide) view.setBigInt64(at, time / second, true)
  else view.setInt32(at, Number(time / second), true)
  view.setInt32(at + (wide ? 8 : 4), Number(time % second), true)
}

/** What a time may be in place of one. */
const [now, omit] = [0x3fffffff, 0x3ffffffe]

/** The times at an address, as `utimensat` takes them; 0 stands for now. */
export function readTimes(program: Program, at: number) {
  const current = program.system.clock.realtime()
  if (at === 0) return { accessed: current, modified: current }
  const { wide } = layoutOf(program)
  const view = program.guest.view(at, wide ? 32 : 16)
  const [accessed, modified] = [0, wide ? 16 : 8].map(offset => {
    const seconds = wide ? view.getBigInt64(at + offset, true) : BigInt(view.getInt32(at + offset, true))
    const nanoseconds = view.getInt32(at + offset + (wide ? 8 : 4), true)
    if (nanoseconds === omit) return undefined
    return nanoseconds === now ? current : seconds * second + BigInt(nanoseconds)
  })
  return { ...(accessed !== undefined && { accessed }), ...(modified !== undefined && { modified }) }
}
