// The two engines that host imports have to work with: the host's own WebAssembly, and this one.
import { readFileSync } from 'node:fs'
import { WebAssembly as jitsam } from '#src/index.js'

export type Exports = Readonly<Record<string, unknown>>

interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

export interface Engine {
  readonly Memory: new (descriptor: { readonly initial: number; readonly maximum: number }) => Memory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports }
}

export const native = Reflect.get(globalThis, 'WebAssembly') as Engine

export const engines: readonly (readonly [name: string, engine: Engine])[] = [
  ['native', native],
  ['jitsam', jitsam],
]

/** The bytes of a guest of the tests: `wasi/hello`. */
export const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../fixtures/${name}.wasm`, import.meta.url))

/** An output that keeps what is written, as text. */
export function collector() {
  const parts: Uint8Array[] = []
  return {
    write: (bytes: Uint8Array) => void parts.push(bytes.slice()),
    text: () => Buffer.concat(parts).toString('utf8'),
  }
}
