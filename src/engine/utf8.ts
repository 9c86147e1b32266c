// UTF-8 by the Encoding Standard, for engines that have no TextDecoder and no TextEncoder, such as QuickJS
// and the shells of browsers' engines; where they are, they do it. They are looked for when something is to
// be coded, and not when this module is loaded.
//
//   encode('a\ud800') = 61 ef bf bd    decode(61 e2 82 41) = 'a\ufffdA'    decodeStrictly(ff) = undefined

const replacement = 0xfffd

/** The code point of a text at a place, with a surrogate that stands alone replaced. */
function pointAt(text: string, at: number): number {
  const point = text.codePointAt(at)!
  return point >= 0xd800 && point <= 0xdfff ? replacement : point
}

/** The bytes of a text, by this module itself. */
export function encodeHere(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const point = pointAt(text, at)
    if (point < 0x80) {
      bytes[length++] = point
      continue
    }
    if (point < 0x800) bytes[length++] = 0xc0 | (point >> 6)
    else {
      if (point < 0x10000) bytes[length++] = 0xe0 | (point >> 12)
      else {
        bytes[length++] = 0xf0 | (point >> 18)
        bytes[length++] = 0x80 | ((point >> 12) & 0x3f)
        at++
      }
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f)
    }
    bytes[length++] = 0x80 | (point & 0x3f)
  }
  return bytes.slice(0, length)
}

/** How many bytes follow the first one of a character; none, if no character of several begins so. */
const followers = (lead: number): number =>
  lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3

/** The second byte at least and at most: no overlong form, no surrogate, nothing above U+10FFFF. */
const least = (lead: number): number => (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80)
const most = (lead: number): number => (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf)

interface Character {
  readonly point: number
  readonly length: number
}

/** A character that is not ASCII; if there is none, as many bytes as could have begun one, and no point. */
function characterAt(bytes: Uint8Array, at: number): Character {
  const lead = bytes[at]!
  const count = followers(lead)
  if (count === 0) return { point: -1, length: 1 }
  let point = lead & (0x3f >> count)
  for (let i = 1; i <= count; i++) {
    const byte = bytes[at + i] ?? 0
    const [from, to] = i === 1 ? [least(lead), most(lead)] : [0x80, 0xbf]
    if (byte < from || byte > to) return { point: -1, length: i }
    point = (point << 6) | (byte & 0x3f)
  }
  return { point, length: count + 1 }
}

/** So many characters are put into a text at once. */
const portion = 4096

/** The text of bytes, by this module itself; nothing if `strict` and they are no UTF-8. */
export function decodeHere(bytes: Uint8Array, { strict }: { readonly strict: boolean }): string | undefined {
  let text = ''
  let points: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!
    const { point, length } = lead < 0x80 ? { point: lead, length: 1 } : characterAt(bytes, at)
    if (point < 0 && strict) return undefined
    points.push(point < 0 ? replacement : point)
    at += length
    if (points.length === portion) {
      text += String.fromCodePoint(...points)
      points = []
    }
  }
  return text + String.fromCodePoint(...points)
}

const makeDecoder = (options: { readonly fatal: true } | Record<never, never> = {}) =>
  typeof TextDecoder === 'undefined' ? undefined : new TextDecoder('utf-8', { ...options, ignoreBOM: true })

let encoder: InstanceType<typeof TextEncoder> | undefined
let lenient: InstanceType<typeof TextDecoder> | undefined
let fatal: InstanceType<typeof TextDecoder> | undefined

/** The bytes of a text; of a surrogate that stands alone those of U+FFFD. */
export function encode(text: string): Uint8Array {
  if (typeof TextEncoder === 'undefined') return encodeHere(text)
  encoder ??= new TextEncoder()
  return encoder.encode(text)
}

/** The text of bytes, with U+FFFD for what is no UTF-8. They may be those of a shared memory. */
export function decode(bytes: Uint8Array): string {
  lenient ??= makeDecoder()
  // A copy, because decoders take no memory that is shared.
  return lenient === undefined ? decodeHere(bytes, { strict: false })! : lenient.decode(bytes.slice())
}

/** The text of bytes, or nothing if they are no UTF-8. They may be those of a shared memory. */
export function decodeStrictly(bytes: Uint8Array): string | undefined {
  fatal ??= makeDecoder({ fatal: true })
  if (fatal === undefined) return decodeHere(bytes, { strict: true })
  try {
    return fatal.decode(bytes.slice())
  } catch {
    return undefined
  }
}
