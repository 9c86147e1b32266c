// Text that a guest has chosen (names of imports, exports and functions, paths, what it passes to the host),
// fit to be printed among ours: it stays on its line, no terminal obeys it, nothing of it is invisible, and
// it does not turn the text around it. All that shows is left as it is; the rest is escaped.
//
//   "a\nb\u001b[2J"      a\x0ab\x1b[2J
//   "\u202egnp.exe"      \u202egnp.exe
//
// Whatever prints a guest's text does it by way of this file: logs, traps, errors and the command line. To do
// it twice changes nothing, so that whoever prints a whole message can make sure once more; a backslash is
// therefore no more than a backslash. In JSON texts are exact: see `json`.

/**
 * As Go decides what can be printed: letters, marks, numbers, punctuation, symbols, and the blank. Controls
 * of both sets, line and paragraph separators, controls of direction, surrogates without a partner, and what
 * is private or not assigned are none of them. Some of those are invisible all the same.
 */
const unseen = String.raw`[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|\p{Default_Ignorable_Code_Point}`

/** An engine that knows no properties of letters (Hermes) shows those of ASCII. */
function makeHidden(): RegExp {
  try {
    return new RegExp(unseen, 'gu')
  } catch {
    return /[^ -~]/gu
  }
}

let made: RegExp | undefined

const hidden = (): RegExp => (made ??= makeHidden())

const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)

function escapeLetter(letter: string): string {
  const hex = letter.codePointAt(0)!.toString(16)
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`
}

/** The text with all that does not show escaped. */
export const printable = (text: string): string =>
  isPlain(text) ? text : text.replace(hidden(), escapeLetter)

/** The same in quotes, so that one sees where it ends. */
export const quoted = (text: string): string => `"${printable(text.replace(/["\\]/g, '\\$&'))}"`

/** A JSON string that is read as exactly this text. */
export function json(text: string): string {
  const plain = JSON.stringify(text)
  if (isPlain(plain)) return plain
  const unit = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  return plain.replace(hidden(), letter => letter.split('').map(unit).join(''))
}
