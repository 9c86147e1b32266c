// Calls host functions as a guest would, without a guest: words in, words out, on a memory of one page.
import { type WasiOptions, wasi } from '#imports/wasi/index.js'

type Call = (...words: readonly (number | bigint)[]) => number | bigint | undefined

/** The functions of WASI over a memory that the test can look into. */
export function direct(
  options: WasiOptions = {},
  module: 'wasi_snapshot_preview1' | 'wasi_unstable' = 'wasi_snapshot_preview1',
) {
  const system = wasi(options)
  const memory = { buffer: new ArrayBuffer(65536) }
  system.attach({ exports: { memory } })
  return {
    close: () => system.close(),
    call: system.imports[module] as Record<string, Call>,
    view: new DataView(memory.buffer),
    bytes: new Uint8Array(memory.buffer),
    text: (at: number, length: number) =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(memory.buffer.slice(at, at + length)),
    /** Writes a list of vectors at `at` for ranges given as [address, length]. */
    vectors: (at: number, ranges: readonly (readonly [number, number])[]) =>
      new Uint32Array(memory.buffer, at).set(ranges.flat()),
  }
}

/** Error numbers that tests name. */
export const errno = { success: 0, badf: 8, fault: 21, inval: 28, nametoolong: 37, notdir: 54 }
export const { success, badf, fault, inval, notdir } = errno
export const [notcapable, pipe, spipe] = [76, 64, 70]
