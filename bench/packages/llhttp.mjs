// The HTTP parser of undici (and of Node), C compiled by clang: one huge function, and a callback for each part.
// The module without SIMD.

export const dependencies = { undici: '7.30.2' }

const response = Buffer.from(
  'HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\nContent-Type: application/json; charset=utf-8\r\n' +
    'Content-Length: 27\r\nConnection: keep-alive\r\nETag: W/"1b-abcdef"\r\nX-Request-Id: 0123456789abcdef\r\n' +
    'Cache-Control: public, max-age=3600\r\n\r\n{"hello":"world","n":12345}',
)
const many = Buffer.concat(Array.from({ length: 20 }, () => response))

export async function load({ require }) {
  let events = 0
  const count = (...values) => {
    events = (events * 31 + values.length + (values[2] ?? values[1] ?? 0)) | 0
    return 0
  }
  const names = ['url', 'status', 'message_begin', 'header_field', 'header_value', 'headers_complete', 'body']
  const env = Object.fromEntries([...names, 'message_complete'].map(name => [`wasm_on_${name}`, count]))
  const module = new WebAssembly.Module(require('undici/lib/llhttp/llhttp-wasm.js'))
  const { exports } = new WebAssembly.Instance(module, { env })
  return { exports, events: () => events, reset: () => (events = 0) }
}

export function work({ exports, events, reset }) {
  reset()
  const parser = exports.llhttp_alloc(2)
  const buffer = exports.malloc(many.length)
  new Uint8Array(exports.memory.buffer, buffer, many.length).set(many)
  let status = 0
  for (let i = 0; i < 100; i++) status |= exports.llhttp_execute(parser, buffer, many.length)
  exports.free(buffer)
  exports.llhttp_free(parser)
  return `${status} ${events()}`
}
