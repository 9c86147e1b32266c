// The bytes of a `Response`, under the conditions of the Web API for WebAssembly. Nothing can be compiled
// before the last byte is there, so nothing is streamed.

/** Asked without touching it: in Node the getter loads undici, which compiles modules of its own. */
export const hasResponse = 'Response' in globalThis

const isWasm = (response: Response): boolean =>
  response.headers.get('Content-Type')?.toLowerCase() === 'application/wasm'

/** `source` is a response or a promise of one. */
export async function responseBytes(source: unknown): Promise<Uint8Array> {
  const response = await source
  if (!(response instanceof Response)) throw new TypeError('a Response is required')
  if (!isWasm(response)) throw new TypeError("the response's MIME type must be application/wasm")
  if (!response.ok) throw new TypeError(`the response has status ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
