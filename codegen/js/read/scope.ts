// Which names a text of JavaScript takes from outside. Names count for a whole function here, wherever in
// it they are declared: exact as long as no name is declared in one block and taken from outside in
// another, which helpers, the only functions read, never do (their locals may not be named like what they
// take; see helper.ts).

import type { Node } from 'acorn'

export interface Reference {
  readonly name: string
  readonly start: number
  readonly end: number
}

export interface Names {
  /** Every use of a name that is not declared inside, in the order of the text. */
  readonly free: readonly Reference[]
  /** Every name declared inside, at any depth. */
  readonly declared: ReadonlySet<string>
}

type Fields = Readonly<Record<string, unknown>>

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const isFunction = (node: Node) =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)

/** Fields that hold an identifier which is no variable. */
const plainNames: Readonly<Record<string, string>> = {
  MemberExpression: 'property',
  Property: 'key',
  LabeledStatement: 'label',
  BreakStatement: 'label',
  ContinueStatement: 'label',
}

/** The nodes directly below a node, as far as they can hold variables. */
export function children(node: Node): readonly Node[] {
  const fields = node as unknown as Fields
  const skipped = fields.computed === true ? undefined : plainNames[node.type]
  return Object.keys(fields).flatMap(key => (key === skipped ? [] : [fields[key]].flat().filter(isNode)))
}

/** The names that a pattern declares. */
function* patternNames(pattern: Node): Generator<string> {
  if (pattern.type === 'Identifier') yield (pattern as unknown as Reference).name
  else if (pattern.type === 'AssignmentPattern')
    yield* patternNames((pattern as unknown as { left: Node }).left)
  else for (const child of children(pattern)) yield* patternNames(child)
}

/** The names that a function declares inside itself, those of inner functions aside. */
function* declarations(node: Node): Generator<string> {
  const { id, params, param } = node as unknown as { id?: Node; params?: readonly Node[]; param?: Node }
  if (node.type === 'VariableDeclarator') yield* patternNames(id!)
  if (node.type === 'CatchClause' && param) yield* patternNames(param)
  for (const child of children(node)) {
    if (child.type === 'FunctionDeclaration') yield (child as unknown as { id: Reference }).id.name
    else if (!isFunction(child) && !params?.includes(child)) yield* declarations(child)
  }
}

/** Reads a program, a function or an expression. */
export function namesOf(root: Node): Names {
  const free: Reference[] = []
  const declared = new Set<string>()
  const visit = (node: Node, outer: ReadonlySet<string>) => {
    let scope = outer
    if (isFunction(node) || node === root) {
      const { params = [] } = node as unknown as { params?: readonly Node[] }
      const own = [...params.flatMap(pattern => [...patternNames(pattern)]), ...declarations(node)]
      for (const name of own) declared.add(name)
      scope = new Set([...outer, ...own])
    }
    const { name, start, end } = node as unknown as Reference
    if (node.type === 'Identifier' && !scope.has(name)) free.push({ name, start, end })
    for (const child of children(node)) visit(child, scope)
  }
  visit(root, new Set())
  return { free: free.sort((a, b) => a.start - b.start), declared }
}
