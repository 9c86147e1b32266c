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
  '../machine.js': ['callers', 'F', 'I', 'machine', 'view'],
  './results.js': ['comeBack'],
  './step.js': ['called', 'returned', 'steps'],
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
  return [body.body.slice(0, -1).map(statement => assigning(statement)), last.argument]
}

/** The variables of all steps in the loop. Each would have a place of its own in every frame of the loop. */
const variables = new Set<string>()

/** A declaration as an assignment to variables of the loop. */
function assigning(statement: Statement): Statement {
  if (statement.type !== 'VariableDeclaration') return statement
  const text = statement.declarations.map(({ id, init }) => {
    assert(id.type === 'Identifier' && !!init, 'a variable without a name or a value')
    variables.add(id.name)
    return `${id.name} = ${generate(init)}`
  })
  return parseText(text.join(', ')).body[0] as Statement
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

const template = (): string => `// Written by src/build/loop.ts.
${Object.entries(imports)
  .map(([from, names]) => `import { ${names.join(', ')} } from ${JSON.stringify(from)}`)
  .join('\n')}
export const inLoop = ${JSON.stringify(inLoop)}
export function stepThrough(c, p, f) {
  const outermost = callers.length
  let ${[...variables].join(', ')}
  for (;;) {
    do switch (c[p]) { default: p = steps[c[p]](c, p, f) }
    while (p >= 0)
    if (p === called) {
      const { callee, calleeFrame } = callers.at(-1)
      c = callee.code, p = callee.start, f = calleeFrame
    } else if (callers.length === outermost) return p
    else {
      const caller = callers.pop()
      p = comeBack(caller, p)
      c = caller.code, f = caller.frame
    }
  }
}
`

/** The `switch` of the template. */
function switchIn(program: Program): SwitchStatement {
  const fn = program.body.at(-1)
  assert(
    fn?.type === 'ExportNamedDeclaration' && fn.declaration?.type === 'FunctionDeclaration',
    'a function',
  )
  const functions = fn.declaration.body.body.at(-1)
  assert(functions?.type === 'ForStatement' && functions.body.type === 'BlockStatement', 'a loop')
  const steps = functions.body.body.find(statement => statement.type === 'DoWhileStatement')
  assert(steps?.type === 'DoWhileStatement' && steps.body.type === 'SwitchStatement', 'a loop in it')
  return steps.body
}

export function writeLoop(): void {
  const cases = inLoop.map(caseOf)
  const program = parseText(template())
  switchIn(program).cases.unshift(...cases)
  writeFileSync(new URL('../../codegen/interpret/steps/loop.js', import.meta.url), generate(program))
}
