// Names and strings in generated code. Whatever a module contains is hostile: its names never become
// identifiers as they are, and its strings are printed in ASCII with everything escaped that could end a
// string, a line or a script element.

/** Words that are no identifiers somewhere: strict or sloppy code, modules, async functions. */
const reserved: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package private
  protected public return static super switch this throw true try typeof var void while with yield`.split(
    /\s+/,
  ),
)

/** The globals of JavaScript that generated code and helpers may use. */
export const globals: ReadonlySet<string> = new Set(
  `Array ArrayBuffer BigInt DataView Float32Array Float64Array Infinity Int32Array Math NaN Number Object
  RangeError String Uint8Array undefined`.split(/\s+/),
)

/** Whether a text is an identifier that can be declared in any code; ASCII only. */
export const isIdentifier = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text) && !reserved.has(text)

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', "'": "\\'", '\\': '\\\\' }

function escapeUnit(unit: string): string {
  const code = unit.charCodeAt(0)
  const hex = code.toString(16)
  return escapes[unit] ?? (code < 256 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`)
}

/** A text as a JavaScript string literal. `<` goes too, for `</script` and `<!--`. */
export const quote = (text: string): string => `'${text.replace(/[^ -~]|['\\<]/g, escapeUnit)}'`

/** The part of a text that can stand in an identifier: `std::vec<u8>` gives `std_vec_u8`. */
function readable(hint: string): string {
  const letters = hint
    .slice(0, 256)
    .replace(/[^\w$]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
  return /^[A-Za-z_$]/.test(letters) ? letters : `_${letters}`
}

/** Gives out identifiers, each once. Names of `taken`, globals and reserved words are never given. */
export class Names {
  readonly #taken: Set<string>
  /** The last number tried behind a name, so that many equal hints stay cheap. */
  readonly #numbers = new Map<string, number>()

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...globals, ...taken])
  }

  /** An identifier that resembles the hint, whatever that is. */
  take(hint: string): string {
    const base = readable(hint)
    let name = base
    for (let n = this.#numbers.get(base) ?? 0; !isIdentifier(name) || this.#taken.has(name); ) {
      name = `${base}_${++n}`
      this.#numbers.set(base, n)
    }
    this.#taken.add(name)
    return name
  }
}
