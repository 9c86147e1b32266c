// What a command of WASI gets at in a request: arguments, its input, and where its output goes. It is the same for all engines,
// and as little as will do.

const success = 0
const badDescriptor = 8
const illegalSeek = 70

class Exit extends Error {
  /** @param {number} code */
  constructor(code) {
    super(`exit ${code}`)
    this.code = code
  }
}

const encoder = new TextEncoder()

/**
 * Runs a command to its end, in an instance of its own; gives what it has printed.
 * @param {(imports: Record<string, Record<string, Function>>) => Record<string, any>} instantiate
 * @param {{ args: readonly string[], input: Uint8Array }} given
 */
export function runCommand(instantiate, { args, input }) {
  let output = ''
  let read = 0
  /** @type {any} */
  let memory
  const view = () => new DataView(memory.buffer)
  const bytes = () => new Uint8Array(memory.buffer)
  const texts = args.map(arg => encoder.encode(`${arg}\0`))
  /** @param {number} list @param {number} count @param {(at: number, length: number) => number} each */
  const over = (list, count, each) => {
    let sum = 0
    for (let i = 0; i < count; i++)
      sum += each(view().getUint32(list + 8 * i, true), view().getUint32(list + 8 * i + 4, true))
    return sum
  }
  const known = {
    /** @param {number} count @param {number} size */
    args_sizes_get(count, size) {
      view().setUint32(count, texts.length, true)
      view().setUint32(
        size,
        texts.reduce((sum, { length }) => sum + length, 0),
        true,
      )
      return success
    },
    /** @param {number} list @param {number} buffer */
    args_get(list, buffer) {
      let at = buffer
      for (const [i, text] of texts.entries()) {
        view().setUint32(list + 4 * i, at, true)
        bytes().set(text, at)
        at += text.length
      }
      return success
    },
    /** @param {number} count @param {number} size */
    environ_sizes_get(count, size) {
      view().setUint32(count, 0, true)
      view().setUint32(size, 0, true)
      return success
    },
    environ_get: () => success,
    /** @param {number} _fd @param {number} list @param {number} count @param {number} got */
    fd_read(_fd, list, count, got) {
      const total = over(list, count, (at, length) => {
        const part = input.subarray(read, read + length)
        bytes().set(part, at)
        read += part.length
        return part.length
      })
      view().setUint32(got, total, true)
      return success
    },
    /** @param {number} _fd @param {number} list @param {number} count @param {number} put */
    fd_write(_fd, list, count, put) {
      const total = over(list, count, (at, length) => {
        output += Buffer.from(memory.buffer, at, length).toString('latin1')
        return length
      })
      view().setUint32(put, total, true)
      return success
    },
    /** @param {number} _fd @param {number} at */
    fd_fdstat_get(_fd, at) {
      bytes().fill(0, at, at + 24)
      view().setUint8(at, 2)
      return success
    },
    fd_seek: () => illegalSeek,
    fd_close: () => success,
    fd_prestat_get: () => badDescriptor,
    /** @param {number} code */
    proc_exit(code) {
      throw new Exit(code)
    },
  }
  const imports = new Proxy(known, {
    get: (target, name) => Reflect.get(target, name) ?? (() => badDescriptor),
  })
  const exports = instantiate({ wasi_snapshot_preview1: /** @type {any} */ (imports) })
  memory = exports.memory
  try {
    exports._start()
  } catch (error) {
    if (!(error instanceof Exit)) throw error
    if (error.code !== 0) throw error
  }
  return output
}
