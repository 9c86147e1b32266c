// Nothing of ours may lean on the host's own WebAssembly: it exists for hosts that have none. The compiled
// files are searched for the name, of which one may ask for it; and a whole run is made where reading it is
// fatal, and where it is absent.
import { spawnSync } from 'node:child_process'
import { type Node, parse } from 'acorn'
import { expect, test } from 'vitest'
import { compiled, read, root, sources } from './sources.js'

interface Fields {
  readonly type: string
  readonly name?: string
  readonly value?: unknown
  readonly computed?: boolean
  readonly object?: Fields
  readonly property?: Fields
  readonly key?: Fields
  readonly id?: Fields
  readonly local?: Fields
  readonly exported?: Fields
  readonly shorthand?: boolean
  readonly properties?: readonly Fields[]
}

const name = 'WebAssembly'

const isNode = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const isName = (node: Fields | undefined) => node?.type === 'Identifier' && node.name === name

/** `x.WebAssembly` or `x['WebAssembly']`, unless `x` is our own namespace object. */
const isMember = ({ type, computed, property }: Fields) =>
  type === 'MemberExpression' && (computed ? property?.value === name : property?.name === name)

/** `const { WebAssembly: mine } = globalThis`, whatever stands on the right. */
const isPattern = ({ type, properties = [] }: Fields) =>
  type === 'ObjectPattern' && properties.some(({ key }) => isName(key))

/** Whether the node gives the name a meaning of its own in this file. */
const declares = ({ type, id, local }: Fields) =>
  (type === 'VariableDeclarator' && isName(id)) || (type === 'ImportSpecifier' && isName(local))

/** The children of a node in which an identifier is a reference. */
function references(node: Fields): readonly Fields[] {
  const skipped: unknown[] = []
  if (node.type === 'ObjectPattern')
    return node.properties!.flatMap(({ value }) => (isNode(value) ? [value] : []))
  if (node.type === 'MemberExpression' && !node.computed) skipped.push(node.property)
  if (node.type === 'Property' && !node.computed && !node.shorthand) skipped.push(node.key)
  if (node.type === 'ExportSpecifier') skipped.push(node.exported)
  return Object.values(node)
    .flat()
    .filter(value => isNode(value) && !skipped.includes(value)) as Fields[]
}

/** How the host's namespace is used in a text: as a free name, or as a property of anything. */
function uses(text: string): readonly string[] {
  const found: string[] = []
  let own = false
  const visit = (node: Fields) => {
    if (declares(node)) own = true
    if (isMember(node)) found.push('property')
    if (isPattern(node)) found.push('pattern')
    if (isName(node)) found.push('name')
    for (const child of references(node)) visit(child)
  }
  visit(parse(text, { ecmaVersion: 'latest', sourceType: 'module' }) as Node as Fields)
  return found.filter(use => use !== 'name' || !own)
}

test('the search sees every way to reach it', () => {
  expect(uses('new WebAssembly.Module(x)')).toEqual(['name'])
  expect(uses('globalThis.WebAssembly.validate')).toEqual(['property'])
  expect(uses("globalThis['WebAssembly']")).toEqual(['property'])
  expect(uses('const x = { WebAssembly }')).toContain('name')
  expect(uses('const { WebAssembly: mine } = globalThis')).toEqual(['pattern'])
  expect(uses('const { WebAssembly } = globalThis')).toContain('pattern')
  expect(uses('const WebAssembly = {}; export { WebAssembly }')).toEqual([])
  expect(uses("export { x as WebAssembly }; const x = { WebAssembly: 1, name: 'WebAssembly' }")).toEqual([])
})

/** It is asked for large memories, if there are any, and everything works without. */
const asking = 'src/instance/host-memory.ts'

test.each(sources().filter(path => path !== asking))('%s does not use it', path => {
  expect(uses(read(compiled(path)))).toEqual([])
})

const hello = ['dist/src/cli/main.js', 'run', 'test/fixtures/wasi/hello.wasm']

const fatal = `data:text/javascript,Object.defineProperty(globalThis, 'WebAssembly', {
  configurable: true,
  get() { throw new TypeError('the host has been asked for WebAssembly') },
})`

test.each([
  ['where reading it is fatal', ['--import', fatal.replace(/\n\s*/g, ' ')]],
  ['where it is absent', ['--jitless']],
  ['where no text may be evaluated', ['--disallow-code-generation-from-strings']],
])('a guest runs %s', (_, flags) => {
  const { stdout, status } = spawnSync(process.execPath, [...flags, ...hello], {
    cwd: root,
    encoding: 'utf8',
  })
  expect({ stdout, status }).toEqual({ stdout: 'hello from wasm\n', status: 0 })
})
