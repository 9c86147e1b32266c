// esbuild, from Go, 14 MB, as its package starts it on native: the same work as in ../packages/esbuild.mjs, from the standard
// input, once.

import { options, source } from '../packages/lib/tsx.mjs'

export const file = 'esbuild-wasm/esbuild.wasm'

/** What runs it on native, with the same arguments. */
export const host = 'esbuild-wasm/bin/esbuild'

const { loader, target } = options

export const args = [`--loader=${loader}`, `--target=${target}`, '--minify']

export const input = source
