// Text from a program's memory. Names of properties are short, few and asked for again and again: they are
// kept, and compared byte by byte with what stands in the memory, which takes less time than to decode them
// and gives the engine a string that it knows. What is no UTF-8 becomes U+FFFD, as everywhere in JavaScript.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** A copy, because decoders take no memory that is shared. */
export const decode = (bytes: Uint8Array): string => decoder.decode(bytes.slice())

const places = 1024
const longest = 32

interface Name {
  readonly text: string
  readonly bytes: Uint8Array
}

const empty: Name = { text: '', bytes: new Uint8Array(0) }

function isAt(bytes: Uint8Array, memory: Uint8Array, at: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== memory[at + i]) return false
  return true
}

export class Names {
  readonly #known: Name[] = Array.from({ length: places }, () => empty)

  /** The text at a place that is certain to exist. */
  read(memory: Uint8Array, at: number, length: number): string {
    if (length === 0) return ''
    if (length > longest) return decode(memory.subarray(at, at + length))
    const place = (at * 31 + length) % places
    const known = this.#known[place]!
    if (known.bytes.length === length && isAt(known.bytes, memory, at)) return known.text
    const bytes = memory.slice(at, at + length)
    const text = decoder.decode(bytes)
    this.#known[place] = { text, bytes }
    return text
  }
}
