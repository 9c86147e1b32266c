// npm run steps
//
// Writes the steps of the interpreter that do what forms say (codegen/interpret/steps/formed.ts), so that
// the meaning of an instruction is written once: operands and result are slots of the frame, the rest is the
// form's.
//
//   'i32.add': sum('$0 + $1')      I[f + c[p + 1]!] = I[f + c[p + 2]!]! + I[f + c[p + 3]!]!
//
// The file that it writes belongs to the sources, where it is checked like all others and can be read. A test
// says when it is out of date.

import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Form, Signs } from '../../codegen/forms/form.js'
import { numericForms } from '../../codegen/forms/numeric.js'
import { modules, values } from '../../codegen/helpers/index.js'
import { ownSteps } from '../../codegen/interpret/steps/numeric.js'
import { assert } from '../../codegen/js/assert.js'
import { quote } from '../../codegen/js/names.js'
import { precedence } from '../../codegen/js/precedence.js'
import type { Template } from '../../codegen/js/template.js'
import { numeric } from '../wasm/ops/numeric.js'

interface Operand {
  readonly text: string
  readonly precedence: number
}

const intSlot = (place: number): string => `I[f + c[p + ${place}]!]`
const floatSlot = (place: number): string => `F[(f + c[p + ${place}]!) >> 1]`
const slot = (type: string): ((place: number) => string) => (type === 'i32' ? intSlot : floatSlot)

/** Operands stand behind the result, in their order. */
const operandsOf = (types: readonly string[]): readonly Operand[] =>
  types.map((type, i) => ({ text: `${slot(type)(i + 2)}!`, precedence: precedence.primary }))

const unsigned = ({ text }: Operand): Operand => ({ text: `${text} >>> 0`, precedence: precedence.shift })

const choose = (operands: readonly Operand[], signs: Signs): readonly Operand[] =>
  signs === 'signed' ? operands : operands.map(unsigned)

/** The name under which `Math` has a function that templates call. */
const nameInMath = (name: string): string =>
  Object.getOwnPropertyNames(Math).find(known => Math[known as keyof Math] === values[name])!

const inMath = (text: string): string => text.replace(/\b[a-z]\w*(?=\()/g, name => `Math.${nameInMath(name)}`)

function fill({ texts, holes }: Template, operands: readonly Operand[]): string {
  const filled = operands.map(({ text, precedence }, i) => (precedence < holes[i]! ? `(${text})` : text))
  return texts.map((text, i) => inMath(text) + (filled[i] ?? '')).join('')
}

/** The helper, in the module that has it: `convert.toI32`. */
function qualified(name: string): string {
  const [module] = Object.entries(modules).find(([, module]) => Object.hasOwn(module, name))!
  return `${module}.${name}`
}

const callOf = (name: string, operands: readonly Operand[]): string =>
  `${qualified(name)}(${operands.map(({ text }) => text).join(', ')})`

type Formed = Extract<Form, { kind: 'plain' | 'bits' | 'sum' | 'truth' | 'call' | 'division' | 'same' }>
type Makers = {
  readonly [Kind in Formed['kind']]: (
    form: Extract<Formed, { kind: Kind }>,
    operands: readonly Operand[],
  ) => string
}

/** A slot for integers takes the low 32 bits of a number, so no template has to. */
const makers: Makers = {
  plain: ({ template, signs }, operands) => fill(template, choose(operands, signs)),
  bits: ({ template }, operands) => fill(template, operands),
  sum: ({ template }, operands) => fill(template, operands),
  truth: ({ template, signs }, operands) => `${fill(template, choose(operands, signs))} ? 1 : 0`,
  call: ({ name }, operands) => callOf(name, operands),
  division: ({ name }, operands) => callOf(name, operands),
  same: ({ signs }, operands) => choose(operands, signs)[0]!.text,
}

const isFormed = (form: Form): form is Formed => Object.hasOwn(makers, form.kind)

function stepOf(name: keyof typeof numericForms): string {
  const form: Form = numericForms[name]
  assert(isFormed(form), `${name} has no form, and needs a step of its own`)
  const { params, results } = numeric[name].signature
  const make = makers[form.kind] as (form: Form, operands: readonly Operand[]) => string
  const value = make(form, operandsOf(params))
  return `(c, p, f) => { ${slot(results[0]!)(1)} = ${value}; return p + ${params.length + 2} }`
}

const isOwn = (name: string): boolean => Object.hasOwn(ownSteps, name) || name.endsWith('.const')

const importAs = (what: string, file: string): string => `import ${what} from ${quote(file)}`

const importModule = (name: string): string => importAs(`* as ${name}`, `../../helpers/${name}.js`)

/** The text of the file. */
export function formedStepsText(): string {
  const names = Object.keys(numericForms) as (keyof typeof numericForms)[]
  const formed = names.filter(name => !isOwn(name)).map(name => [`'${name}':`, stepOf(name)] as const)
  const width = Math.max(...formed.map(([name]) => name.length)) + 1
  const uses = (module: string): boolean => formed.some(([, step]) => step.includes(` ${module}.`))
  const used = Object.keys(modules).filter(uses)
  return `// Written by src/build/steps.ts (npm run steps) from the forms of codegen/forms/numeric.ts:
// a change belongs there. What a step is made of says numeric.ts.

${used.map(importModule).join('\n')}
${importAs('{ F, I }', '../machine.js')}
${importAs('type { Step }', './step.js')}

// biome-ignore format: a table
export const formedSteps = {
${formed.map(([name, step]) => `  ${name.padEnd(width)}${step},`).join('\n')}
} satisfies Readonly<Record<string, Step>>
`
}

/** Where it stands among the sources. */
export const formedStepsFile = fileURLToPath(
  new URL('../../../codegen/interpret/steps/formed.ts', import.meta.url),
)

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(formedStepsFile, formedStepsText())
