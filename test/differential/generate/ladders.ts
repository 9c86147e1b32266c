// Shapes that compilers write and random code hardly ever has: the ladder of blocks around a br_table that a
// `switch` becomes, alone or in the loop of an interpreter; and nests of hundreds of blocks, which the engine
// must flatten because no parser of JavaScript reads them.
import { u } from '../../unit/wasm/bytes.js'
import { burnFuel, leave, selector } from './branches.js'
import type { Types, Writer } from './writer.js'

const none: Types = []

/** The numbers of labels without values, from `least` on. */
const voidLabels = ({ labels }: Writer, least = 0): readonly number[] =>
  labels.flatMap((types, i) => (i >= least && types.length === 0 ? [i] : []))

/** What stands between the innermost block and the br_table. */
function dispatch(writer: Writer, first: number): void {
  const { random } = writer
  const count = writer.labels.length - first
  const near = voidLabels(writer, first)
  const anywhere = random.once(3) || near.length === 0 ? voidLabels(writer) : near
  if (anywhere.length === 0) return leave(writer)
  const length = random.between(count, count + 3)
  if (random.once(4)) writer.forms.statement(writer)
  selector(writer, length + 1)
  const labels = random.list(length + 1, i => {
    const inOrder = writer.labels.length - 1 - i
    return writer.label(anywhere.includes(inOrder) && !random.once(4) ? inOrder : random.pick(anywhere))
  })
  writer.op('br_table', u(length), ...labels)
}

/** The code of a case: falls through to the next or leaves. */
function caseCode(writer: Writer): void {
  const { random } = writer
  for (let i = random.below(3); i > 0; i--) writer.forms.statement(writer)
  if (random.once(2)) return
  const targets = voidLabels(writer)
  if (random.once(4) || targets.length === 0) leave(writer)
  else writer.op('br', writer.label(random.pick(targets)))
}

/** A switch. */
export function ladder(writer: Writer): void {
  const { random } = writer
  const length = random.once(6) ? random.between(10, 40) : random.between(2, 7)
  const first = writer.labels.length
  for (let i = 0; i < length; i++) writer.open('block', none, none)
  dispatch(writer, first)
  for (let i = 0; i < length; i++) {
    writer.end()
    caseCode(writer)
    // What follows a case that leaves never runs, and is the code of the next one's label all the same.
  }
}

/** A switch in a loop, whose cases go on with the next round. */
export function interpreter(writer: Writer): void {
  writer.open('block', none, none)
  writer.open('loop', none, none)
  burnFuel(writer, 1)
  ladder(writer)
  if (writer.random.once(2)) {
    writer.value('i32')
    writer.op('br_if', [0])
  }
  writer.end()
  writer.end()
}

type Frame = 'block' | 'loop' | 'if' | 'if with else' | 'value' | 'held'

function openFrame(writer: Writer, kind: Frame): void {
  if (kind === 'held') writer.value('i32')
  if (kind.startsWith('if')) writer.value('i32')
  const name = kind === 'loop' ? 'loop' : kind.startsWith('if') ? 'if' : 'block'
  writer.open(name, none, kind === 'value' ? ['i64'] : none)
  if (kind === 'loop') burnFuel(writer, 1)
}

function closeFrame(writer: Writer, kind: Frame, kept: number): void {
  if (kind === 'value') writer.value('i64')
  if (kind === 'if with else') {
    writer.op('else')
    leave(writer)
  }
  writer.end()
  if (kind === 'value') writer.op('drop')
  if (kind === 'held') writer.set(kept)
}

/** A straight line of blocks within blocks, and branches from the middle of them. */
export function deepNest(writer: Writer, height: number): void {
  const { random } = writer
  const kept = writer.freeLocal('i32')
  const kinds = random.list(height, () => {
    return random.pick<Frame>(['block', 'block', 'block', 'loop', 'if', 'if with else', 'value', 'held'])
  })
  const first = writer.labels.length
  for (const kind of kinds) {
    openFrame(writer, kind)
    if (random.once(6)) writer.forms.statement(writer)
  }
  if (random.once(2)) dispatch(writer, first)
  else leave(writer)
  for (const kind of kinds.reverse()) {
    closeFrame(writer, kind, kept)
    if (random.once(6)) writer.forms.statement(writer)
    if (random.once(20)) jump(writer)
  }
}

/** A branch to anywhere, taken or not. */
function jump(writer: Writer): void {
  const targets = voidLabels(writer)
  if (targets.length === 0) return
  writer.value('i32')
  writer.op('br_if', writer.label(writer.random.pick(targets)))
}
