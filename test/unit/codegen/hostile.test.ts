// Nothing that a module names can become JavaScript. Modules whose every name is an attack are translated: the text
// must not contain a byte of them, must consist of nothing but the few kinds of nodes that lowering prints, and
// must be the same as that of a module with harmless names. Running it leaves the global object as it was.
import { type Node, parse } from 'acorn'
import { expect, test } from 'vitest'
import { eagerClosure, lazyClosure, replacement } from '#codegen/closure.js'
import type { Program } from '#codegen/program.js'
import { translateOnce } from '#codegen/tiers/translated.js'
import { compile } from '#src/compile.js'
import { list, read } from '../../sources.js'
import { assemble } from '../../wat.js'
import { type Callable, native, ours } from '../namespace/both.js'
import { name, s, section, sized, u, vec, wasm } from '../wasm/bytes.js'

const attacks = [
  '*/ ; globalThis.pwned = 1 //',
  "'; globalThis.pwned = 1; '",
  '"; globalThis.pwned = 1; "',
  '`$' + '{globalThis.pwned = 1}`',
  '$' + '{globalThis.pwned = 1}',
  '\\',
  "\\'; globalThis.pwned = 1 //",
  '\n globalThis.pwned = 1 \n',
  '\r\n globalThis.pwned = 1 //',
  '\u2028 globalThis.pwned = 1 \u2029',
  '</script><script>globalThis.pwned = 1</script>',
  '<!-- globalThis.pwned = 1',
  '--> globalThis.pwned = 1',
  '}); globalThis.pwned = 1; (function () {',
  'f0 = function () { globalThis.pwned = 1 }; var x',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'eval',
  'arguments',
  'f0',
  'functions',
  'M0',
  'resultInt',
  '',
  '\0',
  '\ufeffpwned',
  'p\u0000wned',
  '\u{1f4a9}',
  'pwned'.repeat(2000),
] as const

type Bytes = readonly number[]

const i32 = 0x7f
const i64 = 0x7e

/** A name section: the module's name, those of functions, and locals. */
const nameSection = (names: readonly string[]): Bytes => [
  ...name('name'),
  ...section(0, name(names[0]!)),
  ...section(1, vec(...names.map((text, i) => [...u(i), ...name(text)]))),
  ...section(2, vec(...names.map((text, i) => [...u(i), ...vec([...u(0), ...name(text)])]))),
]

interface Names {
  readonly imported: string
  readonly exported: string
  readonly all: readonly string[]
}

const code = (...instructions: Bytes[]): Bytes => sized([...vec(), ...instructions.flat(), 0x0b])

/** Imports of every kind, exports of every kind, custom sections and names; the function uses all of it. */
function moduleWith({ imported, exported, all }: Names): Uint8Array {
  const from = [...name(imported), ...name(exported)]
  return wasm(
    section(0, [...name(imported), ...name(exported)]),
    section(1, vec([0x60, ...vec([i32]), ...vec([i32])])),
    section(
      2,
      vec(
        [...from, 0, 0],
        [...from, 1, 0x70, 0, 1],
        [...from, 2, 0, 1],
        [...from, 3, i32, 0],
        [...from, 3, i64, 1],
      ),
    ),
    section(3, vec([0], [0])),
    section(6, vec([i32, 1, 0x41, 5, 0x0b])),
    section(
      7,
      vec(
        [...name(exported), 0, 1],
        [...name(`${exported}1`), 1, 0],
        [...name(`${exported}2`), 2, 0],
        [...name(`${exported}3`), 3, 2],
      ),
    ),
    section(9, vec([0, 0x41, 0, 0x0b, ...vec([2])])),
    section(
      10,
      vec(
        code([0x20, 0, 0x10, 0], [0x20, 0, 0x41, 0, 0x11, 0, 0, 0x6a], [0x23, 0, 0x6a, 0x23, 2, 0x6a]),
        code([0x20, 0, 0x28, 2, 0], [0x23, 1, 0x42, 1, 0x7c, 0x24, 1]),
      ),
    ),
    section(11, vec([0, 0x41, ...s(0n), 0x0b, ...name(exported.slice(0, 100))])),
    section(0, [...name('sourceMappingURL'), ...name(imported)]),
    section(0, nameSection(all)),
  )
}

/** All texts that are ever evaluated for a program. */
function texts(program: Program): readonly string[] {
  const indices = program.module.bodies.map((_, i) => program.context.importedFunctions + i)
  return [
    eagerClosure(program).text,
    lazyClosure(program).text,
    ...indices.map(index => replacement(index, translateOnce(program, index).text)),
  ]
}

const plainNames = moduleWith({ imported: 'a', exported: 'b', all: ['c'] })
const harmless = texts(compile(plainNames))
const harmlessLazy = texts(compile(plainNames, { lazy: 'always' }))

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* nodesOf(child)
}

/** What lowering prints, and what helpers are written in. */
const allowed = new Set([
  ...[
    'Program',
    'ExpressionStatement',
    'BlockStatement',
    'EmptyStatement',
    'VariableDeclaration',
    'VariableDeclarator',
  ],
  ...['FunctionExpression', 'FunctionDeclaration', 'ReturnStatement', 'ThrowStatement'],
  ...['IfStatement', 'ForStatement', 'WhileStatement', 'SwitchStatement', 'SwitchCase', 'LabeledStatement'],
  ...['BreakStatement', 'ContinueStatement'],
  ...['AssignmentExpression', 'UpdateExpression', 'BinaryExpression', 'UnaryExpression', 'LogicalExpression'],
  ...['ConditionalExpression', 'CallExpression', 'NewExpression', 'MemberExpression', 'ArrayExpression'],
  ...['Identifier', 'Literal', 'SequenceExpression'],
  // `new.target`: nothing else of that kind can stand in a script.
  'MetaProperty',
])

/** Kinds of nodes that must not be there, and string literals that are no message of ours. */
function strangers(text: string): readonly string[] {
  const program = parse(text, { ecmaVersion: 2020 }) as Node
  return [...nodesOf(program)].flatMap(node => {
    if (!allowed.has(node.type)) return [node.type]
    const { value } = node as unknown as { value?: unknown }
    return typeof value === 'string' && value !== 'use strict' && !/^[a-z0-9 ]+$/.test(value) ? [value] : []
  })
}

test('harmless text is made of allowed nodes, and holds no names', () => {
  for (const text of harmless) {
    expect(strangers(text)).toEqual([])
    expect(text).toMatch(/^[\n\x20-\x7e]*$/)
  }
})

test('the check sees strangers', () => {
  expect(strangers('var x = `a`; var y = () => 1')).toEqual([
    'TemplateLiteral',
    'TemplateElement',
    'ArrowFunctionExpression',
  ])
  expect(strangers("f('<script>')")).toEqual(['<script>'])
})

const titled = attacks.map(attack => [JSON.stringify(attack).slice(0, 40), attack] as const)

test.each(titled)('the text does not depend on the name %s', (_, attack) => {
  const bytes = moduleWith({ imported: attack, exported: attack, all: attacks })
  expect(texts(compile(bytes))).toEqual(harmless)
  expect(texts(compile(bytes, { lazy: 'always' }))).toEqual(harmlessLazy)
})

/** Links the module with five imports of one name, calls it, and says what there is to be seen. */
function behaviour(wasm: typeof native, bytes: Uint8Array, attack: string): unknown {
  const module = new wasm.Module(bytes)
  const table = new wasm.Table({ element: 'anyfunc', initial: 1 })
  const memory = new wasm.Memory({ initial: 1 })
  const wide = new wasm.Global({ value: 'i64', mutable: true }, 7n)
  const values = [(x: number) => x * 2, table, memory, 100, wide]
  let reads = 0
  const fields = Object.defineProperty({}, attack, { get: () => values[reads++] })
  const { exports } = new wasm.Instance(module, Object.defineProperty({}, attack, { value: fields }))
  const exported = Object.getOwnPropertyNames(exports).map(
    key => Object.getOwnPropertyDescriptor(exports, key)!.value,
  )
  const call = exported.find(value => typeof value === 'function') as Callable
  return {
    returned: [call(5), call(6), wide.value],
    names: Object.getOwnPropertyNames(exports),
    shared: [exported.includes(table), exported.includes(memory)],
    exports: wasm.Module.exports(module),
    imports: wasm.Module.imports(module),
    custom: wasm.Module.customSections(module, attack).length,
  }
}

test.each(titled)('a module that names everything %s runs as it must', (_, attack) => {
  const globals = Object.getOwnPropertyNames(globalThis)
  const prototype = Object.getOwnPropertyNames(Object.prototype)
  const bytes = moduleWith({ imported: attack, exported: attack, all: attacks })
  expect(behaviour(ours, bytes, attack)).toEqual(behaviour(native, bytes, attack))
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(globals)
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototype)
  expect('pwned' in globalThis).toBe(false)
})

// The whole breadth of what lowering prints: the golden files.
test.each(list(['test/golden'], '.wat'))('%s gives nothing but allowed nodes', async file => {
  const program = compile(await assemble(read(file), file), { lazy: 'never' })
  for (const text of texts(program)) expect(strangers(text)).toEqual([])
})
