// Writes the loop of the interpreter (codegen/interpret/steps/loop.ts). Some steps become cases of a
// switch, made of the text of the functions that do them: what a step returns is where the loop goes on.

import { writeFileSync } from 'node:fs'
import {
  type ArrowFunctionExpression,
  type AssignmentExpression,
  type BlockStatement,
  type Expression,
  type ExpressionStatement,
  type Program,
  parse,
  type Statement,
  type SwitchCase,
  type SwitchStatement,
} from 'acorn'
import { generate } from 'astring'
import { stepNumber } from '../../codegen/interpret/steps/index.js'
import { inLoop } from '../../codegen/interpret/steps/loop.js'
import { steps } from '../../codegen/interpret/steps/step.js'
import { assert } from '../../codegen/js/assert.js'
import { globals } from '../../codegen/js/names.js'
import { namesOf } from '../../codegen/js/read/scope.js'

/** What steps in the loop may use. */
const imports = {
  '../machine.js': ['F', 'I', 'machine', 'view'],
  './step.js': ['returned', 'steps'],
}

const known: ReadonlySet<string> = new Set([...globals, ...Object.values(imports).flat()])

const parseText = (text: string): Program => parse(text, { ecmaVersion: 2022, sourceType: 'module' })

function parseStep(name: string, text: string): ArrowFunctionExpression {
  const [statement] = parseText(`(${text})`).body
  assert(statement?.type === 'ExpressionStatement', `step ${name} is no expression`)
  const { expression } = statement
  assert(expression.type === 'ArrowFunctionExpression', `step ${name} is no arrow function`)
  for (const { name: free } of namesOf(expression as never).free)
    assert(known.has(free), `step ${name} uses ${free}, which the loop does not have`)
  return expression
}

/** The statements of a step, and what it returns in the end. */
function readStep(name: keyof typeof stepNumber): [before: Statement[], next: Expression] {
  const { body } = parseStep(name, String(steps[stepNumber[name]]))
  if (body.type !== 'BlockStatement') return [[], body]
  const last = body.body.at(-1)
  assert(last?.type === 'ReturnStatement' && !!last.argument, `step ${name} does not end with what is next`)
  return [body.body.slice(0, -1), last.argument]
}

function caseOf(name: keyof typeof stepNumber, number: number): SwitchCase {
  const [before, next] = readStep(name)
  const [node] = parseText(`switch (0) { case ${number}: { p = next; break } }`).body as [SwitchStatement]
  const found = node.cases[0]!
  const [block] = found.consequent as [BlockStatement]
  const [goOn] = block.body as [ExpressionStatement & { expression: AssignmentExpression }]
  goOn.expression.right = next
  block.body.unshift(...before)
  return found
}

const template = `// Written by src/build/loop.ts.
${Object.entries(imports)
  .map(([from, names]) => `import { ${names.join(', ')} } from ${JSON.stringify(from)}`)
  .join('\n')}
export const inLoop = ${JSON.stringify(inLoop)}
export function stepThrough(c, start, f) {
  let p = start
  do switch (c[p]) { default: p = steps[c[p]](c, p, f) }
  while (p >= 0)
  return p
}
`

export function writeLoop(): void {
  const program = parseText(template)
  const body = program.body.at(-1)
  assert(
    body?.type === 'ExportNamedDeclaration' && body.declaration?.type === 'FunctionDeclaration',
    'a function',
  )
  const loop = body.declaration.body.body[1]
  assert(loop?.type === 'DoWhileStatement' && loop.body.type === 'SwitchStatement', 'a loop')
  loop.body.cases.unshift(...inLoop.map(caseOf))
  writeFileSync(new URL('../../codegen/interpret/steps/loop.js', import.meta.url), generate(program))
}
