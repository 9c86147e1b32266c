// Functions cut at every size. What a part leaves in the result registers must be fetched before anything else is
// called; where functions were cut very small, a part was cut out between the two. So modules with many values in
// registers are cut at sizes far below all that V8 asks for, and compared with the host engine at each.
import { expect, test } from 'vitest'
import { makeContext } from '#codegen/ir/builder.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { list, read } from '../sources.js'
import type { Engine } from '../tiers/tiers.js'
import { assemble } from '../wat.js'
import { check } from './cases.js'

const sizes = Array.from({ length: 30 }, (_, i) => 100 + 50 * i)

/** Functions of more than `largest` bytes of bytecode are cut, and blocks nest at most `height` levels, if given. */
const cutting = (largest: number, height?: number): Engine => ({
  name: `jitsam (cut at ${largest}, ${height ?? 'any'} high)`,
  wasm: WebAssembly,
  module(bytes) {
    const program = compile(bytes, { lazy: 'never', largest })
    const { module, context } = program
    return moduleFor({
      ...program,
      context: makeContext(module, context.depths, height ?? context.maxHeight),
    })
  },
})

test.each(list(['test/differential/registers'], '.wat'))('%s', async file => {
  const bytes = await assemble(read(file), file)
  for (const largest of sizes)
    for (const height of [undefined, 2]) {
      const given = { seed: 1, index: 1, maker: 'a person', bytes, engine: cutting(largest, height) } as const
      expect(check(given).mismatch).toBeUndefined()
    }
})
