// Prints lowered functions. astring writes the statements; our own nodes bring their own printers: an
// operation writes the texts of its template with its operands between them, in parentheses where the hole
// asks for more than the operand's precedence.

import { GENERATOR, type Generator, generate } from 'astring'
import type { Node as ESTreeNode } from 'estree'
import { spend } from '../interpret/clock.js'
import { precedence } from '../js/template.js'
import type { Call, Expression, Leaf, Operation } from './expression.js'
import type { Lowered } from './function.js'
import type { Assign, Run } from './statement.js'

interface State {
  write(text: string): void
}

function precedenceOf(expression: Expression): number {
  if (expression.type === 'Leaf') return expression.precedence
  return expression.type === 'Call' ? precedence.call : expression.template.precedence
}

function writeAt(expression: Expression, least: number, state: State): void {
  if (precedenceOf(expression) >= least) write(expression, state)
  else {
    state.write('(')
    write(expression, state)
    state.write(')')
  }
}

function writeOperation({ template, args }: Operation, state: State): void {
  const { texts, holes } = template
  for (let i = 0; i < args.length; i++) {
    if (texts[i] !== '') state.write(texts[i]!)
    writeAt(args[i]!, holes[i]!, state)
  }
  const last = texts[args.length]!
  if (last !== '') state.write(last)
}

function writeCall({ callee, args }: Call, state: State): void {
  writeAt(callee, precedence.call, state)
  state.write('(')
  for (let i = 0; i < args.length; i++) {
    if (i > 0) state.write(', ')
    writeAt(args[i]!, precedence.assignment, state)
  }
  state.write(')')
}

function write(expression: Expression, state: State): void {
  if (expression.type === 'Leaf') state.write(expression.text)
  else if (expression.type === 'Operation') writeOperation(expression, state)
  else writeCall(expression, state)
}

const generator = {
  ...GENERATOR,
  Leaf: (node: Leaf, state: State) => state.write(node.text),
  Operation: writeOperation,
  Call: writeCall,
  Assign({ name, value }: Assign, state: State) {
    state.write(name)
    state.write(' = ')
    writeAt(value, precedence.assignment, state)
    state.write(';')
  },
  Run({ value }: Run, state: State) {
    write(value, state)
    state.write(';')
  },
}

/**
 * Joins what is written. A string that grows is a tree of what it was joined from until somebody looks at
 * it, and the tree of a large function survives collection after collection; so it is looked at now and
 * then.
 */
class Output {
  private text = ''
  private done: string[] = []

  write(text: string): void {
    this.text += text
    if (this.text.length > 8192) this.flush()
  }

  private flush(): void {
    spend(this.text.length >> 4)
    this.text.charCodeAt(0)
    this.done.push(this.text)
    this.text = ''
  }

  end(): string {
    this.done.push(this.text)
    return this.done.join('')
  }
}

/** How text is laid out. */
export interface PrintOptions {
  /** The characters that one level of nesting is indented by. */
  readonly indent: string
}

/** Nothing but what is needed; deep nesting would else be mostly white space. */
export const compact: PrintOptions = { indent: '' }

/** The text of a function declaration, `function f12(l0, l1) { … }`. */
export function printFunction(lowered: Lowered, { indent }: PrintOptions = compact): string {
  const { name, params, variables, body } = lowered
  const declaration = variables.map(([name, value]) => `${name} = ${value}`).join(', ')
  const block = { type: 'BlockStatement', body } as unknown as ESTreeNode
  // astring's types know only the nodes of ESTree.
  const output = new Output()
  generate(block, { generator: generator as unknown as Generator, indent, output: output as never })
  const text = output.end()
  const head = `function ${name}(${params.join(', ')}) {${declaration === '' ? '' : ` var ${declaration};`}`
  return head + text.slice(1)
}
