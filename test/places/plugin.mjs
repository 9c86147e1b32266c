// Uses the plug-in (plugin.ts) as an embedder would, and returns all that can be seen: a line for each step. It is
// plain JavaScript, for places that cannot be reached by a test's own code.

/**
 * @param {typeof WebAssembly} WebAssembly the host's, or ours
 * @param {Uint8Array} bytes of the plug-in
 * @returns {Promise<readonly string[]>}
 */
export async function use(WebAssembly, bytes) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 3 })
  const table = new WebAssembly.Table({ initial: 4, element: 'anyfunc' })
  const wide = new WebAssembly.Global({ value: 'i64', mutable: true }, 3n)
  const seen = []
  const { instance } = await WebAssembly.instantiate(bytes, {
    host: {
      memory,
      table,
      wide,
      mix: (...values) => {
        seen.push(values.map(String))
        return [values[1] * 2n, values[3] / 3]
      },
      back: n => (n > 0 ? instance.exports.back(n - 1) + 1 : Number(wide.value % 100n)),
    },
  })
  const { exports } = instance
  table.set(3, exports.fac)
  const attempt = run => {
    try {
      return String(run())
    } catch (error) {
      return error.constructor.name + (error.message.length > 0 ? '' : ' without a word')
    }
  }
  const lines = [
    () => exports.fac(10),
    () => exports.countdown(100000),
    () => exports.count.value,
    () => exports.mixed(-1, 1n << 62n, 0.1, 1e300, { toString: () => 'object' }),
    () => seen.join(),
    () => exports.mixed(1, 2, 3, 4, 5),
    () => exports.widen(-7n),
    () => wide.value,
    () => [exports.own(), exports.own()],
    () => exports.through(1, 5),
    () => exports.through(2, 3),
    () => exports.through(3, 6),
    () => exports.through(0, 1),
    () => exports.through(9, 1),
    () => table.get(1) === exports.fac,
    () => exports.back(40),
    () => exports.divide(1, 0),
    () => exports.divide(-(2 ** 31), -1),
    () => exports.load(8),
    () => exports.load(65533),
    () => [exports.grow(1), exports.grow(5), exports.load(65533)],
    () => {
      try {
        exports.deep()
      } catch (error) {
        return error instanceof RangeError || error.name === 'InternalError'
      }
    },
    () => exports.fac(12),
    () => exports.fac.length,
    () => exports.fac.name,
  ]
  return lines.map(attempt)
}
