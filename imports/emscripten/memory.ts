// The memory: news of its growth, and what the guest leaves to the host because a host may do it faster.
import { pageSize } from '../../src/wasm/limits.js'
import { copySliced } from '../wasi/transfer.js'
import { host } from './kinds.js'
import type { Program } from './program.js'

/** What an address can reach without being taken for a negative number. */
const heapMax = 2 ** 31

/** Grows the memory to a size: a fifth more than it has, so that it need not grow often, or just so far. */
function resizeHeap(program: Program, wanted: number): number {
  const { byteLength } = program.guest.view(0, 0)
  if (wanted > heapMax) return 0
  const pages = (size: number) => Math.ceil((Math.min(size, heapMax) - byteLength) / pageSize)
  const sizes = [Math.max(wanted, byteLength * 1.2), wanted]
  return sizes.some(size => program.grow(pages(size))) ? 1 : 0
}

const copy = host('heap', 'dest:pointer src:pointer size:size', ({ guest, system }, to, ...[from, size]) =>
  copySliced(guest.bytes(to, size), guest.bytes(from, size), system.check),
)

export const memory = {
  emscripten_notify_memory_growth: host('memory', 'memory_index:i32', program => program.refresh()),
  emscripten_resize_heap: host('heap', 'size:size -> grown:i32', resizeHeap),
  emscripten_get_heap_max: host('heap', '-> size:pointer', () => heapMax),
  emscripten_get_heap_size: host('heap', '-> size:pointer', ({ guest }) => guest.view(0, 0).byteLength),
  emscripten_memcpy_js: copy,
  emscripten_memcpy_big: copy,
  _emscripten_memcpy_js: copy,
}
