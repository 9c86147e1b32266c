// The measures of the house style, counted. They keep files and functions small enough to be read; where a
// rule would make a place worse, the place says why in a comment and stands in `exceptions`, a list that
// may only shrink. Tables are exempt from length: a row for each instruction is long and still easy to
// read.
import { SourceMap } from 'node:module'
import { type Node, parse } from 'acorn'
import { expect, test } from 'vitest'
import { compiled, list, read, sources } from './sources.js'

const limits = { median: 120, most: 350, all: 600, function: 50, nesting: 4, parameters: 3, columns: 110 }

/** What is over a measure and may be: `path` or `path function`, with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'codegen/interpret/steps/call.ts apply': 'those of a step, and what is called',
  'codegen/interpret/steps/results.ts receive': 'those of a step, and what has come back',
  'codegen/interpret/steps/call.ts interpret': 'those of a step, and what is called',
  'codegen/interpret/steps/call.ts leaveFor': 'those of a step, and what is called',
  'codegen/interpret/steps/loop.ts stepThrough': 'a case for each step that stands in it',
  'codegen/interpret/machine.ts copy': 'two words, each with its frame',
  'src/instance/table.ts copy': 'its parameters are the operands of table.copy',
  'src/instance/tenant-table.ts copy': 'its parameters are the operands of table.copy',
  'src/instance/tenant-table.ts init': 'its parameters are the operands of table.init',
  'src/instance/table.ts init': 'its parameters are the operands of table.init',
}

const isTable = (path: string) =>
  /^(src\/wasm\/ops|codegen\/forms|codegen\/lower|codegen\/interpret\/steps)\//.test(path)

/**
 * Helpers are called by generated code, and host functions by guests: their parameters are those of the
 * calls.
 */
const isCalledByGuests = (path: string, name: string) =>
  path.startsWith('codegen/helpers/') ||
  path === 'imports/go/objects/fs.ts' ||
  (path.startsWith('imports/') && /[_/]/.test(name))

interface Measured {
  readonly name: string
  readonly lines: number
  readonly parameters: number
  readonly nesting: number
}

const controls = /^(If|For|ForIn|ForOf|While|DoWhile|Switch|Try)Statement$/

const functions = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const fieldsOf = (node: Node) => node as unknown as Readonly<Record<string, unknown>>

const children = (node: Node): readonly Node[] => Object.values(fieldsOf(node)).flat().filter(isNode)

/** How deep control statements nest; an `else if` continues its chain, an inner function starts anew. */
function nesting(node: Node): number {
  return Math.max(
    0,
    ...children(node).map(child => {
      if (functions.test(child.type)) return 0
      const chain =
        node.type === 'IfStatement' && fieldsOf(node).alternate === child && child.type === 'IfStatement'
      return nesting(child) + (controls.test(child.type) && !chain ? 1 : 0)
    }),
  )
}

/** The functions of a file, measured in the lines of its TypeScript source. */
function measure(path: string): readonly Measured[] {
  const text = read(compiled(path))
  const map = new SourceMap(JSON.parse(read(`${compiled(path)}.map`)))
  const line = (at: { line: number; column: number }) => {
    const entry = map.findEntry(at.line - 1, at.column)
    return 'originalLine' in entry ? entry.originalLine : at.line
  }
  const found: Measured[] = []
  const visit = (node: Node, name: string) => {
    if (functions.test(node.type)) {
      const { id, params, body } = fieldsOf(node) as { id?: { name: string }; params: Node[]; body: Node }
      found.push({
        name: id?.name ?? name,
        lines: line(node.loc!.end) - line(node.loc!.start) + 1,
        parameters: params.length,
        nesting: nesting(body),
      })
    }
    const { id, key } = fieldsOf(node) as { id?: { name?: string }; key?: { name?: string; value?: string } }
    const inner = id?.name ?? key?.name ?? key?.value ?? name
    for (const child of children(node)) visit(child, inner)
  }
  visit(parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true }), 'the file')
  return found
}

const allowed = (path: string, name?: string) => path in exceptions || `${path} ${name}` in exceptions

/** Every function for which `over` gives a number, as text. */
const over = (excess: (path: string, measured: Measured) => number | false) =>
  sources().flatMap(path =>
    measure(path)
      .map(measured => ({ ...measured, value: excess(path, measured) }))
      .filter(({ name, value }) => value !== false && !allowed(path, name))
      .map(({ name, value }) => `${path} ${name}: ${value}`),
  )

const linesOf = (path: string) => read(path).split('\n')

/** All places of the sources that match, as `path:line text`; comments aside. */
const places = (pattern: RegExp, among = sources()) =>
  among.flatMap(path =>
    linesOf(path).flatMap((line, i) =>
      pattern.test(line.replace(/(^|\s)(\/\/|\*|\/\*\*).*$/, '')) ? [`${path}:${i + 1} ${line.trim()}`] : [],
    ),
  )

test('files are short', () => {
  const lengths = sources()
    .filter(path => !isTable(path) && !allowed(path))
    .map(path => ({ path, lines: linesOf(path).length - 1 }))
    .sort((a, b) => a.lines - b.lines)
  const at = (part: number) => lengths[Math.floor((lengths.length - 1) * part)]!.lines
  expect(at(0.5)).toBeLessThanOrEqual(limits.median)
  expect(at(0.9)).toBeLessThanOrEqual(limits.most)
  expect(lengths.filter(({ lines }) => lines > limits.all)).toEqual([])
})

test('functions are short', () => {
  expect(over((_, { lines }) => lines > limits.function && lines)).toEqual([])
})

test('functions do not nest deep', () => {
  expect(over((_, { nesting }) => nesting > limits.nesting && nesting)).toEqual([])
})

test('functions take few positional parameters', () => {
  const many = over(
    (path, { name, parameters }) =>
      !isCalledByGuests(path, name) && parameters > limits.parameters && parameters,
  )
  expect(many).toEqual([])
})

test('no parameter is a bare boolean', () => {
  const found = sources().filter(path => /[(,]\s*\w+\??:\s*boolean\s*[,)]/.test(read(path)))
  expect(found.filter(path => !allowed(path))).toEqual([])
})

test('lines are short', () => {
  const texts = sources().filter(path => !isTable(path))
  const long = texts.flatMap(path =>
    linesOf(path).flatMap((line, i) => (line.length > limits.columns ? [`${path}:${i + 1}`] : [])),
  )
  expect(long).toEqual([])
})

test('a file opens with its method', () => {
  expect(sources().filter(path => !/^(#!.*\n)?\/\/ /.test(read(path)))).toEqual([])
})

test('exports leave by one door, by name', () => {
  expect(places(/^export default\b/)).toEqual([])
  expect(
    places(
      /^export \*/,
      sources().filter(path => !path.endsWith('/index.ts')),
    ),
  ).toEqual([])
})

test('what is inherited is not gone through', () => {
  expect(places(/\bfor \((const|let|var) \w+ in /)).toEqual([])
})

test('no enum, no any, no bare error', () => {
  expect(places(/^(export )?(const )?enum\b/)).toEqual([])
  expect(
    places(
      /(: |<|as )any\b/,
      sources().filter(path => path !== 'src/instance/api.ts'),
    ),
  ).toEqual([])
  expect(places(/\bthrow ('|`|"|(new )?Error\()/)).toEqual([])
})

/** Where only Node is: the command line, the build, and file systems of the host. */
const isForNode = (path: string) => /^(src\/(cli|build|register|wasi)|imports\/fs\/node)\//.test(path)

test('what not every engine has is asked of src/engine', () => {
  const late =
    /\.(at\(-|findLast\(|findLastIndex\(|toSorted\()|[0-9]n \*\*|\bnew Text(De|En)coder\b|(?<!')\bperformance\./
  const files = sources().filter(path => !isForNode(path) && !path.startsWith('src/engine/'))
  expect(places(late, files)).toEqual([])
})

/** Words that stood for what the field has a word of its own for, which GLOSSARY.md has. */
const former: ReadonlySet<string> = new Set([
  ...['trial', 'trials', 'door', 'doors', 'spine', 'spines', 'patience', 'despair', 'surrender'],
  ...[
    'stretch',
    'stretches',
    'gather',
    'gathers',
    'gathered',
    'cool',
    'face',
    'faces',
    'adapter',
    'adapters',
  ],
  ...['flatten', 'flattens', 'flattened', 'flattening', 'flattener'],
])

/** The words of a text, those that a name is made of among them. */
const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/[A-Z]?[a-z]+/g)].map(([word]) => word.toLowerCase())

test('the compiler has the words of its field', () => {
  const found = list(['codegen'], '.ts').flatMap(path => [
    ...wordsOf(path).filter(word => former.has(word)),
    ...linesOf(path).flatMap((line, i) =>
      wordsOf(line)
        .filter(word => former.has(word))
        .map(word => `${path}:${i + 1} ${word}`),
    ),
  ])
  expect(found).toEqual([])
})

/** The lines with which comments begin. */
const beginnings = (path: string): readonly string[] => {
  const lines = linesOf(path)
  return lines.flatMap((line, i) => {
    const before = lines[i - 1] ?? ''
    const begins = /^\s*\/\*\*./.test(line)
      ? true
      : /^\s*\*/.test(line)
        ? /^\s*\/\*\*$/.test(before)
        : /^\s*\/\//.test(line) && !/^\s*\/\/ [^-]/.test(before)
    return begins ? [`${path}:${i + 1} ${line.trim()}`] : []
  })
}

test('a comment begins with its subject', () => {
  const found = list(['codegen'], '.ts')
    .flatMap(beginnings)
    .filter(line => /^\S+ (\/\/|\/\*\*|\*) (So many|So much|What)\b/.test(line))
  expect(found).toEqual([])
})
