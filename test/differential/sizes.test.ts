// Functions cut at every size. What a region leaves in the result registers must be fetched before anything
// else is called; where functions were cut very small, a region was cut out between the two. So modules
// with many values in registers are cut at sizes far below all that V8 asks for, and compared with the host
// engine at each.
import { expect, test } from 'vitest'
import { list, read } from '../sources.js'
import { assemble } from '../wat.js'
import { type Draw, drawn, nameOf } from './any-engine.js'
import { compareWith } from './cases.js'

const sizes = Array.from({ length: 30 }, (_, i) => 100 + 50 * i)

test.each(list(['test/differential/registers'], '.wat'))('%s', async file => {
  const bytes = await assemble(read(file), file)
  for (const largest of sizes)
    for (const height of [{}, { height: 2 }]) {
      const draw: Draw = { start: 'eager', largest, ...height }
      expect(compareWith(drawn(draw), bytes).mismatch, nameOf(draw)).toBeUndefined()
    }
})
