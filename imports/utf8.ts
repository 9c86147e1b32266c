// Names, arguments and variables are bytes to Linux; mostly they are UTF-8, and nobody checks. Here they are
// text, in which a byte that belongs to no character of UTF-8 is a lone surrogate, as in Python: 0xe9 is
// U+DCE9. No text has one otherwise, so that every byte comes back as it was.
//
//   decodeUtf8(66 6f fc) = 'fo\udcfc'        encodeUtf8('fo\udcfc') = 66 6f fc

import { decodeStrictly, encode } from '../src/engine/utf8.js'

const escapes = /[\udc80-\udcff]/

/** How many bytes the character has that begins with a byte, if one does. */
const lengthBy = (lead: number): number => (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4)

/** Any bytes as text. */
export function decodeUtf8(bytes: Uint8Array): string {
  const whole = decodeStrictly(bytes)
  if (whole !== undefined) return whole
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!
    const length = lengthBy(lead)
    const character = decodeStrictly(bytes.subarray(at, at + length))
    text += character ?? String.fromCharCode(0xdc00 + lead)
    at += character === undefined ? 1 : length
  }
  return text
}

/** Whether the bytes of a text are no UTF-8. Of a pair the second half looks so too. */
export const hasEscapes = (text: string): boolean =>
  escapes.test(text) && Array.from(text).some(character => character.length === 1 && escapes.test(character))

/** The bytes of a text that came from bytes. */
export function encodeUtf8(text: string): Uint8Array {
  if (!hasEscapes(text)) return encode(text)
  const bytes: number[] = []
  for (const character of text) {
    if (character.length === 1 && escapes.test(character)) bytes.push(character.charCodeAt(0) - 0xdc00)
    else bytes.push(...encode(character))
  }
  return Uint8Array.from(bytes)
}
