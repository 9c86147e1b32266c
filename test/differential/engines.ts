// The engines that are compared: the host's own WebAssembly, and ours with both ways of translating.
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'

export type Namespace = typeof WebAssembly

export interface Engine {
  readonly name: string
  readonly wasm: Namespace
  module(bytes: Uint8Array): object
}

/** The host's own. */
export const native = (globalThis as unknown as { readonly WebAssembly: Namespace }).WebAssembly

export const reference: Engine = {
  name: 'native',
  wasm: native,
  module: bytes => new native.Module(bytes),
}

const ours = (lazy: 'always' | 'never'): Engine => ({
  name: lazy === 'always' ? 'jitsam, lazy' : 'jitsam, eager',
  wasm: WebAssembly,
  module: bytes => moduleFor(compile(bytes, { lazy })),
})

export const lazy = ours('always')
export const eager = ours('never')
