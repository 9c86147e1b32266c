// The s-expressions of a test script, chapter 6 of the standard: comes in the text of a `.wast` file, goes out a
// list of trees. Modules are not looked into: a tree says from where to where it stands, and that text is
// assembled by others. Scripts hold bytes that are no UTF-8, so that the text is one character for each byte.

/** A keyword, a number or a name: all that is no list and no string. */
export interface Atom {
  readonly kind: 'atom'
  readonly text: string
}

export interface Text {
  readonly kind: 'string'
  readonly bytes: Uint8Array
}

export interface List {
  readonly kind: 'list'
  readonly items: readonly Tree[]
  readonly line: number
  /** Where it stands in the script: the bytes of its parentheses and what is between them. */
  readonly from: number
  readonly to: number
}

export type Tree = Atom | Text | List

/** What means nothing: blanks and comments of a line. Comments that are blocks nest, and are skipped by hand. */
const blanks = /(?:[\t\n\r ]|;;[^\n\r]*)*/y
const word = /(?:[^\t\n\r ()";]|;(?!;))+/y
const quoted = /"((?:[^"\\]|\\.)*)"/sy
const block = /\(;|;\)/g
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** One escape sequence of a string, section 6.3.3. */
function unescaped(sequence: string): string {
  const digits = /^\\u\{([\da-f_]+)\}$/i.exec(sequence)?.[1]
  if (digits !== undefined) {
    const code = Number.parseInt(digits.replaceAll('_', ''), 16)
    return Buffer.from(String.fromCodePoint(code)).toString('latin1')
  }
  if (sequence.length === 3) return String.fromCharCode(Number.parseInt(sequence.slice(1), 16))
  return escapes[sequence[1]!] ?? sequence[1]!
}

const bytesOf = (text: string): Uint8Array =>
  Buffer.from(text.replace(/\\(?:u\{[\da-f_]+\}|[\da-f]{2}|.)/gis, unescaped), 'latin1')

class Reader {
  readonly #script: string
  #at = 0
  #line = 1
  #counted = 0

  constructor(script: string) {
    this.#script = script
  }

  /** Every list of the script that stands in no other. */
  lists(): List[] {
    const lists: List[] = []
    while (this.#next() !== undefined) {
      const tree = this.#tree()
      if (tree?.kind === 'list') lists.push(tree)
      else if (tree !== undefined) throw this.#error('a command is a list')
    }
    return lists
  }

  #error(what: string): SyntaxError {
    return new SyntaxError(`line ${this.#lineAt(this.#at)}: ${what}`)
  }

  #lineAt(position: number): number {
    for (; this.#counted < position; this.#counted++) if (this.#script[this.#counted] === '\n') this.#line++
    return this.#line
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#script)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }

  /** Skips comments that may hold others. */
  #skipBlock(): void {
    let depth = 0
    do {
      const edge = this.#match(block)
      if (edge === null) throw this.#error('a comment has no end')
      depth += edge[0] === '(;' ? 1 : -1
    } while (depth > 0)
  }

  /** The next character that means something. */
  #next(): string | undefined {
    this.#match(blanks)
    while (this.#script.startsWith('(;', this.#at)) {
      this.#skipBlock()
      this.#match(blanks)
    }
    return this.#script[this.#at]
  }

  /** The tree that begins here; nothing for an annotation, which may stand anywhere, section 6.2.5. */
  #tree(): Tree | undefined {
    const first = this.#script[this.#at]
    if (first === '(') {
      const isAnnotation = this.#script[this.#at + 1] === '@'
      const list = this.#list()
      return isAnnotation ? undefined : list
    }
    if (first === '"') {
      const text = this.#match(quoted)
      if (text !== null) return { kind: 'string', bytes: bytesOf(text[1]!) }
    }
    const atom = this.#match(word)
    if (atom === null) throw this.#error(`${first} is not expected here`)
    return { kind: 'atom', text: atom[0] }
  }

  #list(): List {
    const from = this.#at++
    const line = this.#lineAt(from)
    const items: Tree[] = []
    for (let next = this.#next(); next !== ')'; next = this.#next()) {
      if (next === undefined) throw this.#error('a list has no end')
      const tree = this.#tree()
      if (tree !== undefined) items.push(tree)
    }
    this.#at++
    return { kind: 'list', items, line, from, to: this.#at }
  }
}

/** Reads a script, one character for each byte; a SyntaxError says in which line it is none. */
export const readScript = (script: string): List[] => new Reader(script).lists()

/** The keyword that a list begins with. */
export const headOf = ({ items }: List): string | undefined =>
  items[0]?.kind === 'atom' ? items[0].text : undefined
