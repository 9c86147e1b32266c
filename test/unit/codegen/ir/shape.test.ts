// What the bytes of a body say about its control: which blocks are a ladder, and how deeply things nest.
import { expect, test } from 'vitest'
import { findLadders, measureHeights } from '#codegen/ir/shape.js'
import { InstructionReader } from '#src/wasm/binary/instructions.js'
import { around, compileText } from '../stages.js'

/**
 * The heights of all control instructions, where a ladder counts as one level and the blocks within it as none;
 * and how long a ladder begins at each block.
 */
async function shapeOf(code: string): Promise<{ heights: readonly number[]; ladders: readonly number[] }> {
  const { module } = await compileText(around('(param i32) (result i32)', `${code} i32.const 0`))
  const [body] = module.bodies
  const ladders = findLadders(module)
  const lengths: number[] = []
  const reader = new InstructionReader(module)
  reader.position = body!.start
  while (reader.position < body!.end) {
    const { row, at } = reader.next()
    if (row.name === 'block') lengths.push(ladders.lengthAt(at))
  }
  return { heights: [...measureHeights(module, body!, findLadders(module))], ladders: lengths }
}

const table = (...labels: readonly number[]) => `(br_table ${labels.join(' ')} (local.get 0))`

test.each([
  ['nothing', 'nop', [], []],
  ['blocks in a row', 'block end block end', [1, 1], [0, 0]],
  ['blocks in each other', 'block block end end block end', [2, 1, 1], [0, 0, 0]],
  ['both arms', '(if (local.get 0) (then block end) (else block block end end))', [3, 1, 2, 1], [0, 0, 0]],
  ['a ladder', `block block block ${table(0, 1, 2)} end end end`, [1, 0, 0], [3, 0, 0]],
  ['too short a ladder', `block block ${table(0, 1)} end end`, [2, 1], [0, 0]],
  [
    'blocks around a ladder',
    `block block block block ${table(0, 1, 2)} end end end end`,
    [2, 1, 0, 0],
    [0, 3, 0, 0],
  ],
  ['no table', 'block block block end end end', [3, 2, 1], [0, 0, 0]],
  [
    'code before the table',
    `block block block (drop (call $log (i32.const 1))) ${table(0, 1, 2)} end end end`,
    [1, 0, 0],
    [3, 0, 0],
  ],
  [
    'a branch before the table',
    `block block block (br_if 0 (local.get 0)) ${table(0, 1, 2)} end end end`,
    [3, 2, 1],
    [0, 0, 0],
  ],
  [
    'a ladder in a case',
    `block block block ${table(0, 1, 2)} end block block block ${table(0, 1, 2)} end end end end end`,
    [2, 1, 0, 1, 0, 0],
    [3, 0, 0, 3, 0, 0],
  ],
])('%s', async (_, code, heights, ladders) => {
  expect(await shapeOf(code)).toEqual({ heights, ladders })
})
