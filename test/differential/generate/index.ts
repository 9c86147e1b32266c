// A generator of valid modules of our own: random code directed by types, in the shapes that this engine has cases
// for. What one module declares is in shape.ts; the code of its functions is made of the forms in expressions.ts,
// statements.ts, branches.ts and ladders.ts.
import type { FuncType } from '#src/wasm/types.js'
import { body } from '../../unit/wasm/bytes.js'
import type { Random } from '../random.js'
import { burnFuel, sequence, steps } from './branches.js'
import { value } from './expressions.js'
import { anyType, encode, Shape } from './shape.js'
import { statement } from './statements.js'
import { Writer } from './writer.js'

const forms = { value, statement, sequence }

/** A function that returns its parameter, but every NaN as the same one. */
const canonical = {
  // local.get 0, nan, local.get 0, local.get 0, eq, select
  f32: body([0x20, 0, 0x43, 0, 0, 0xc0, 0x7f, 0x20, 0, 0x20, 0, 0x5b, 0x1b, 0x0b]),
  f64: body([0x20, 0, 0x44, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f, 0x20, 0, 0x20, 0, 0x61, 0x1b, 0x0b]),
}

/** So much that the engine cuts the function into parts. */
function huge(writer: Writer): void {
  for (let i = 0; i < 150; i++) {
    writer.budget = 60
    statement(writer)
  }
}

function functionBody(shape: Shape, random: Random, type: FuncType): number[] {
  const writer = new Writer(shape, random, { type, forms })
  for (let i = random.between(1, random.once(8) ? 40 : 9); i > 0; i--) writer.freeLocal(anyType(random))
  burnFuel(writer, 20)
  for (let i = random.between(1, 8); i > 0; i--) statement(writer)
  if (random.once(60)) huge(writer)
  steps(writer, [], type.results)
  writer.op('end')
  return writer.body()
}

/** A module, always the same for the same state of `random`. */
export function generated(random: Random): Uint8Array {
  const shape = new Shape(random)
  const functions = shape.functions.slice(shape.firstBody)
  const bodies = functions.map(type => functionBody(shape, random, type))
  return encode(shape, [canonical.f32, canonical.f64, ...bodies])
}
