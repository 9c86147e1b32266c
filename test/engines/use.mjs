// What is done in each engine: a record with a list of lines for each row of the table. It is plain JavaScript of
// whichever engine is the oldest.
import { use as usePlugin } from '../places/plugin.mjs'

/** @param {() => unknown} run */
function attempt(run) {
  try {
    return String(run())
  } catch (error) {
    // SpiderMonkey and QuickJS have a class of their own for a stack that is full.
    const name = error.name === 'InternalError' ? 'RangeError' : error.name
    return name + (error.message.length > 0 ? '' : ' without a word')
  }
}

/** @param {typeof globalThis.WebAssembly} WebAssembly @param {Uint8Array} bytes */
const exportsOf = (WebAssembly, bytes) => new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports

/** @param {(...parameters: any[]) => any} wasi @param {typeof globalThis.WebAssembly} WebAssembly @param {Uint8Array} bytes */
function hello(wasi, WebAssembly, bytes) {
  let length = 0
  const stdout = { write: chunk => void (length += chunk.length) }
  const system = wasi({ stdout, args: ['hello', 'wörld'] })
  const code = system.start(new WebAssembly.Instance(new WebAssembly.Module(bytes), system.imports))
  return [`${length} bytes, exit code ${code}`]
}

/**
 * @param {typeof globalThis.WebAssembly} WebAssembly the host's, or ours
 * @param {Record<string, Uint8Array>} guests
 * @param {(...parameters: any[]) => any} wasi
 */
export async function useAll(WebAssembly, guests, wasi) {
  const kernels = exportsOf(WebAssembly, guests.kernels)
  const traps = exportsOf(WebAssembly, guests.traps)
  const bits = exportsOf(WebAssembly, guests.bits)
  return {
    hello: hello(wasi, WebAssembly, guests.hello),
    kernels: [
      () => kernels.primes(60000),
      () => kernels.mix(20000, 0x0123456789abcdefn),
      () => kernels.sums(30000),
      () => [27, 97, 871, 6171].map(n => kernels.collatz(n)),
    ].map(attempt),
    traps: Object.keys(traps).map(name => `${name}: ${attempt(traps[name])}`),
    plugin: await usePlugin(WebAssembly, guests.plugin),
    bits: [
      [0x7fc00000, 0x7fc12345, 0x7fa00001, -1].map(value => bits.f32(value).toString(16)),
      [0x7ff8000000000000n, 0x7ff8000012345678n, 0x7ff0000000000001n, -1n].map(value => bits.f64(value)),
    ].map(String),
  }
}
