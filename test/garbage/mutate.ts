// Makes garbage of modules. Blind mutations (bits, bytes, ends) mostly die in the first bytes they touch; those that
// know of sections and numbers, and put the lengths right afterwards, get deep into decoding, validation and
// translation.
import { sectionNumber } from '#src/wasm/module.js'
import type { Random } from '../differential/random.js'
import { u } from '../unit/wasm/bytes.js'
import type { Corpus } from './corpus.js'

type Bytes = readonly number[]

interface Section {
  readonly id: number
  readonly content: Bytes
}

const header: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/** Bytes that mean something nearly everywhere. */
const telling = [
  0x00, 0x01, 0x0b, 0x40, 0x41, 0x60, 0x6f, 0x70, 0x7b, 0x7c, 0x7f, 0x80, 0xfb, 0xfc, 0xfd, 0xff,
]

/** Numbers as LEB128 that are huge, negative, overlong or cut off. */
const numbers: readonly Bytes[] = [
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0x07],
  [0x80, 0x80, 0x80, 0x80, 0x08],
  [0x80, 0x80, 0x80, 0x80, 0x00],
  [0xff, 0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
  [0xff, 0x7f],
  [0xff, 0xff, 0x03],
  [0x80, 0x80, 0x04],
  [0xc0, 0x84, 0x3d],
  [0xff],
]

/** A length, and as many bytes as it says; and where they end. */
function sizedAt(bytes: Bytes, start: number): { readonly content: Bytes; readonly end: number } {
  let [at, size] = [start, 0]
  for (let shift = 1; ; shift *= 128) {
    const byte = bytes[at++] ?? 0
    size += (byte & 0x7f) * shift
    if (byte < 0x80) return { content: bytes.slice(at, at + size), end: at + size }
  }
}

/** The sections, as far as they can be told apart. */
function sectionsOf(bytes: Bytes): Section[] {
  const sections: Section[] = []
  for (let at = header.length; at < bytes.length; ) {
    const { content, end } = sizedAt(bytes, at + 1)
    sections.push({ id: bytes[at]!, content })
    at = end
  }
  return sections
}

/** The bodies of the code section: so many, each with its length. */
function bodiesOf(section: Bytes): Bytes[] {
  const bodies: Bytes[] = []
  for (let at = section.findIndex(byte => byte < 0x80) + 1; at < section.length; ) {
    const { content, end } = sizedAt(section, at)
    bodies.push(content)
    at = end
  }
  return bodies
}

const join = (sections: readonly Section[]): Bytes => [
  ...header,
  ...sections.flatMap(({ id, content }) => [id, ...u(content.length), ...content]),
]

const replaceAt = (bytes: Bytes, [at, count]: readonly [number, number], by: Bytes): Bytes => [
  ...bytes.slice(0, at),
  ...by,
  ...bytes.slice(at + count),
]

type Mutation = (bytes: Bytes, random: Random) => Bytes

const place = (bytes: Bytes, random: Random): number => random.below(bytes.length + 1)

const flipBit: Mutation = (bytes, random) => {
  const at = place(bytes, random)
  return bytes.map((byte, i) => (i === at ? byte ^ (1 << random.below(8)) : byte))
}

const setByte: Mutation = (bytes, random) => {
  const at = place(bytes, random)
  const byte = random.once(3) ? random.below(256) : random.pick(telling)
  return bytes.map((old, i) => (i === at ? byte : old))
}

const putNumber: Mutation = (bytes, random) =>
  replaceAt(bytes, [place(bytes, random), random.below(2)], random.pick(numbers))

const putBytes: Mutation = (bytes, random) =>
  replaceAt(bytes, [place(bytes, random), random.below(3)], [...random.bytes(random.between(1, 8))])

const remove: Mutation = (bytes, random) =>
  replaceAt(bytes, [place(bytes, random), random.between(1, 12)], [])

const repeat: Mutation = (bytes, random) => {
  const at = place(bytes, random)
  const piece = bytes.slice(at, at + random.between(1, 24))
  const times = random.once(10) ? random.between(100, 1000) : random.between(1, 4)
  return replaceAt(bytes, [at, 0], random.list(times, () => piece).flat())
}

/** Nests as deep as nobody writes. */
const nest: Mutation = (bytes, random) => {
  const opener = random.pick<Bytes>([
    [0x02, 0x40],
    [0x03, 0x40],
    [0x41, 0, 0x04, 0x40],
    [0x41, 0],
    [0x20, 0],
    [0x45],
  ])
  return replaceAt(
    bytes,
    [place(bytes, random), 0],
    random.list(random.between(50, 3000), () => opener).flat(),
  )
}

const truncate: Mutation = (bytes, random) => bytes.slice(0, place(bytes, random))

const rearrange: Mutation = (bytes, random) => {
  const sections = sectionsOf(bytes)
  if (sections.length === 0) return flipBit(bytes, random)
  const [a, b] = [random.below(sections.length), random.below(sections.length)]
  const kind = random.below(4)
  if (kind === 0) return join(sections.toSpliced(a, 1))
  if (kind === 1) return join(sections.toSpliced(a, 0, sections[b]!))
  if (kind === 2) return join(sections.with(a, { ...sections[a]!, id: random.below(16) }))
  return join(sections.with(a, sections[b]!).with(b, sections[a]!))
}

/** Sections of one module among those of another. */
function splice(bytes: Bytes, other: Bytes, random: Random): Bytes {
  const [own, foreign] = [sectionsOf(bytes), sectionsOf(other)]
  if (foreign.length === 0) return bytes
  const taken = random.pick(foreign)
  const same = own.findIndex(({ id }) => id === taken.id)
  return join(same < 0 ? own.toSpliced(random.below(own.length + 1), 0, taken) : own.with(same, taken))
}

/** These keep the length, so that what is behind them is read as it was. */
const small: readonly Mutation[] = [flipBit, setByte]

const local: readonly Mutation[] = [...small, ...small, putNumber, putNumber, putBytes, remove, repeat, nest]

/** Changes one section, and puts its length right. */
const within =
  (mutations: readonly Mutation[]): Mutation =>
  (bytes, random) => {
    const sections = sectionsOf(bytes)
    if (sections.length === 0) return flipBit(bytes, random)
    const at = random.below(sections.length)
    const { id, content } = sections[at]!
    return join(sections.with(at, { id, content: random.pick(mutations)(content, random) }))
  }

/** Changes one function's body, and puts its length and its section's right. */
const withinBody =
  (mutations: readonly Mutation[]): Mutation =>
  (bytes, random) => {
    const sections = sectionsOf(bytes)
    const at = sections.findIndex(({ id }) => id === sectionNumber.code)
    const bodies = at < 0 ? [] : bodiesOf(sections[at]!.content)
    if (bodies.length === 0) return within(mutations)(bytes, random)
    const chosen = random.below(bodies.length)
    const changed = bodies.with(chosen, random.pick(mutations)(bodies[chosen]!, random))
    const content = [...u(changed.length), ...changed.flatMap(body => [...u(body.length), ...body])]
    return join(sections.with(at, { id: sectionNumber.code, content }))
  }

const gentle: readonly Mutation[] = [within(small), withinBody(small), withinBody(small)]
const rough: readonly Mutation[] = [
  ...[...local, truncate, truncate, rearrange, rearrange],
  ...[within(local), within(local), within(local), withinBody(local), withinBody(local), withinBody(local)],
]

/** Module number `index` of a seed: mostly a good one with one to three mutations, sometimes just random bytes. */
export function makeGarbage({ valid, invalid }: Corpus, random: Random): Uint8Array {
  if (random.once(50)) return random.bytes(random.below(200))
  if (random.once(50)) return Uint8Array.from([...header, ...random.bytes(random.below(200))])
  const any = () => [...random.pick(random.once(6) ? invalid : valid)]
  let bytes: Bytes = any()
  const mutations = random.once(2) ? gentle : rough
  for (let i = random.once(2) ? 1 : random.between(1, 3); i > 0; i--) {
    bytes = random.once(12) ? splice(bytes, any(), random) : random.pick(mutations)(bytes, random)
  }
  return Uint8Array.from(bytes)
}
