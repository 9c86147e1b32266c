// A generator of valid modules of our own: random code directed by types, in the shapes that this engine has cases
// for. What one module declares is in shape.ts; the code of its functions is made of the forms in expressions.ts,
// statements.ts, branches.ts and ladders.ts. Most modules are about something, or about several things that meet: see
// emphasis.ts.
import { body } from '../../unit/wasm/bytes.js'
import type { Random } from '../random.js'
import { burnFuel, sequence, steps } from './branches.js'
import { type EmphasisName, emphases, emphasisNames } from './emphases/index.js'
import type { Planned } from './emphasis.js'
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

/** So many attempts are made to keep a function small. */
const mostAttempts = 30

function plannedBody(shape: Shape, index: number, { most = Infinity, write }: Planned): number[] {
  let smallest: Writer | undefined
  for (let i = 0; i < mostAttempts; i++) {
    const writer = new Writer(shape, index, forms)
    write(writer)
    writer.op('end')
    if (smallest === undefined || writer.size < smallest.size) smallest = writer
    if (smallest.size <= most) break
  }
  return smallest!.body()
}

/** Any code at all; less of it where the module is about something. */
function functionBody(shape: Shape, index: number): number[] {
  const { random, functions } = shape
  const { results } = functions[index]!
  const isShort = shape.about.length > 0
  const writer = new Writer(shape, index, forms)
  if (isShort) writer.budget = random.between(10, 60)
  for (let i = random.between(1, random.once(8) ? 40 : 9); i > 0; i--) writer.freeLocal(anyType(random))
  burnFuel(writer, 20)
  for (let i = random.between(1, isShort ? 4 : 8); i > 0; i--) statement(writer)
  if (!isShort && random.once(60)) huge(writer)
  steps(writer, [], results)
  writer.op('end')
  return writer.body()
}

/** What a module is about: mostly one thing, sometimes two or three that meet, sometimes nothing. */
export function anyEmphases(
  random: Random,
  among: readonly EmphasisName[] = emphasisNames,
): readonly EmphasisName[] {
  const count = random.pick([0, 1, 1, 1, 1, 2, 2, 3])
  return [
    ...new Set(random.list(among === emphasisNames ? count : Math.max(1, count), () => random.pick(among))),
  ]
}

/** A module about some things, always the same for the same state of `random`. */
export function generated(random: Random, about: readonly EmphasisName[]): Uint8Array {
  const shape = new Shape(
    random,
    about.map(name => ({ name, ...emphases[name] })),
  )
  const bodies = shape.functions.slice(shape.firstBody).map((_, i) => {
    const index = shape.firstBody + i
    const planned = shape.planned.get(index)
    return planned === undefined ? functionBody(shape, index) : plannedBody(shape, index, planned)
  })
  return encode(shape, [canonical.f32, canonical.f64, ...bodies])
}
