// A test script as data, in the form in which the suite is published: every module as bytes, every value as
// bits. Comes in the text of a `.wast` file, goes out its commands. A module that only its text makes wrong stays
// text: there is nothing to be said of it to an engine.

import { headOf, type List, readScript, type Tree } from './read.js'
import type { Assemble } from './tools.js'
import { constantOf, type Floats, floatsOf, type Value } from './values.js'

export interface Action {
  readonly type: 'invoke' | 'get'
  readonly module?: string
  readonly field: string
  readonly args?: readonly Value[]
}

export interface Command {
  readonly type: string
  readonly line: number
  readonly name?: string
  readonly module?: string
  readonly as?: string
  readonly text?: string
  readonly action?: Action
  readonly expected?: readonly Value[]
  readonly bytes?: Uint8Array
  /** The module is there as text only, and the assembler says why. */
  readonly textOnly?: string
}

type Source = { readonly bytes: Uint8Array } | { readonly textOnly: string }

/** A mark of the order of bytes is a character like others here. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const isName = (tree: Tree | undefined): boolean => tree?.kind === 'atom' && tree.text.startsWith('$')

/** The bytes of strings one after the other. */
const joined = (trees: readonly Tree[]): Uint8Array =>
  Buffer.concat(trees.map(tree => (tree.kind === 'string' ? tree.bytes : new Uint8Array(0))))

const stringOf = (tree: Tree | undefined): string => (tree?.kind === 'string' ? utf8.decode(tree.bytes) : '')

const atomOf = (tree: Tree | undefined): string => (tree?.kind === 'atom' ? tree.text : '')

class Converter {
  readonly #script: string
  readonly #assemble: Assemble
  readonly #floats: Floats

  constructor(script: string, assemble: Assemble, floats: Floats) {
    this.#script = script
    this.#assemble = assemble
    this.#floats = floats
  }

  async command(list: List): Promise<Command> {
    const { items, line } = list
    const type = headOf(list) ?? ''
    if (type === 'module') return this.#module(list)
    if (type === 'register') {
      const name = items[2] && { name: atomOf(items[2]) }
      return { type, line, as: stringOf(items[1]), ...name }
    }
    if (type === 'invoke' || type === 'get') return { type: 'action', line, action: this.#action(list) }
    const [, subject, ...rest] = items
    if (subject?.kind !== 'list') throw new SyntaxError(`line ${line}: ${type} of what is no list`)
    return this.#assertion({ type, line, subject, rest })
  }

  async #module({ items, line, from, to }: List): Promise<Command> {
    const kind = atomOf(items[1])
    if (kind === 'instance') {
      const [name, module] = items.slice(2).map(atomOf)
      return { type: 'module_instance', line, ...(name && { name }), ...(module && { module }) }
    }
    const isDefinition = kind === 'definition'
    const name = items[isDefinition ? 2 : 1]
    const type = isDefinition ? 'module_definition' : 'module'
    const text = this.#script.slice(from, to)
    const source = await this.#source(items.slice(1), isDefinition ? text.replace('definition', '') : text)
    return { type, line, ...(isName(name) && { name: atomOf(name) }), ...source }
  }

  /** A module as bytes: written so, as strings of text, or as text. */
  async #source(items: readonly Tree[], text: string): Promise<Source> {
    const at = items.findIndex(item => !isName(item) && atomOf(item) !== 'definition')
    const form = atomOf(items[at])
    if (form === 'binary') return { bytes: joined(items.slice(at + 1)) }
    const quoted = form === 'quote' ? joined(items.slice(at + 1)) : Buffer.from(text, 'latin1')
    try {
      return { bytes: await this.#assemble(utf8.decode(quoted)) }
    } catch (error) {
      return { textOnly: String(error) }
    }
  }

  #action({ items }: List): Action {
    const type = atomOf(items[0]) as Action['type']
    const at = isName(items[1]) ? 2 : 1
    const module = at === 2 ? { module: atomOf(items[1]) } : {}
    const field = stringOf(items[at])
    if (type === 'get') return { type, ...module, field }
    return { type, ...module, field, args: this.#values(items.slice(at + 1)) }
  }

  #values(trees: readonly Tree[]): Value[] {
    return trees.map(tree => constantOf(tree as List, this.#floats))
  }

  async #assertion(given: {
    readonly type: string
    readonly line: number
    readonly subject: List
    readonly rest: readonly Tree[]
  }): Promise<Command> {
    const { type, line, subject, rest } = given
    const text = rest.at(-1)?.kind === 'string' ? { text: stringOf(rest.at(-1)) } : {}
    if (headOf(subject) !== 'module') {
      const expected = type === 'assert_return' && { expected: this.#values(rest) }
      return { type, line, action: this.#action(subject), ...expected, ...text }
    }
    const { type: _, line: __, name, ...module } = await this.#module(subject)
    // By its name: a definition that stands before.
    const named = module.bytes === undefined && module.textOnly === undefined && name
    const what = type === 'assert_trap' ? 'assert_uninstantiable' : type
    return { type: what, line, ...(named ? { module: named } : module), ...text }
  }
}

/** Whether a script is the fields of one module, and no commands. */
const isOneModule = (lists: readonly List[]): boolean =>
  lists.length > 0 && !/^(module|register|invoke|get|assert_\w+|thread|wait)$/.test(headOf(lists[0]!) ?? '')

/**
 * The commands of a script, given with one character for each byte. A SyntaxError says where it is no script;
 * modules that the assembler refuses stay text.
 */
export async function convert(script: string, assemble: Assemble): Promise<Command[]> {
  const lists = readScript(script)
  if (isOneModule(lists)) {
    const { line } = lists[0]!
    return [{ type: 'module_definition', line, bytes: await assemble(`(module ${script})`) }]
  }
  const converter = new Converter(script, assemble, await floatsOf(lists, assemble))
  const commands: Command[] = []
  for (const list of lists) commands.push(await converter.command(list))
  return commands
}
