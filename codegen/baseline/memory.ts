// Memories, tables, references, segments: accesses through the view, and calls of what the closure has. What
// only reads stays delayed; what writes is a statement, before which comes what reads or traps.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import { byName, type InstructionName, type Present } from '../../src/wasm/ops/index.js'
import type { reference } from '../../src/wasm/ops/reference.js'
import type { table } from '../../src/wasm/ops/table.js'
import type { ByAddress, TranslatedAddress } from '../../src/wasm/types.js'
import type { Access, AccessCall, Call, Form, OwnNames, Plain, Subject } from '../forms/form.js'
import { memoryForms } from '../forms/memory.js'
import { referenceForms, tableForms } from '../forms/table.js'
import { type WideAccess, wideAccesses } from '../forms/wide.js'
import { dataName, elementsName, memoryName, tableName, viewName } from '../js/variables.js'
import { type Body, refresh } from './body.js'
import { Entry, type EntryType, flags, highOf, lowOf, slotEntry } from './entry.js'
import { insteadOf } from './instrumented.js'
import { atomOf, type Rule, textsOf } from './rules.js'
import { makeOf, operandRule } from './values.js'
import { extendedBy } from './wide.js'

// ---------------------------------------------------------------- accesses

/** The effective address in a memory of 32 bits. */
function addressText(address: Entry, offset: number): string {
  if (address.flags & flags.constant) return String((address.low >>> 0) + offset)
  return offset === 0 ? address.text : `(${address.raw}>>>0)+${offset}`
}

/** The effective address, which never wraps. */
const effectiveAddress: ByAddress<typeof addressText> = { i32: addressText }

function viewOf(body: Body, memory: number): string {
  body.variables.views.add(memory)
  return viewName(memory)
}

interface Place {
  readonly view: string
  readonly at: string
}

/** Where an access goes, `offset` bytes behind its address. */
function placeOf(body: Body, memory: number, address: Entry): (offset: number) => Place {
  const view = viewOf(body, memory)
  const type = body.facts.module.memories[memory]!.address as TranslatedAddress
  return offset => ({ view, at: effectiveAddress[type](address, offset) })
}

type LoadText = (place: Place) => string
type StoreText = (place: Place, value: string) => string

function loadText(form: Access | AccessCall): LoadText {
  if (form.kind === 'access call') return ({ view, at }) => `${form.name}(${view},${at})`
  const [before, between, after] = textsOf(form.template)
  return ({ view, at }) => before + view + between + at + after
}

function storeText(form: Access | AccessCall): StoreText {
  if (form.kind === 'access call') return ({ view, at }, value) => `${form.name}(${view},${at},${value})`
  const [before, between, second, after] = textsOf(form.template)
  return ({ view, at }, value) => before + view + between + at + second + value + after
}

const reads = flags.memory | flags.trap

function loaded(type: EntryType, text: string, address: Entry): Entry {
  const entry = new Entry(type, text).takes(address)
  entry.flags |= reads
  return entry
}

function loadRule(form: Access | AccessCall, type: EntryType): Rule {
  const text = loadText(form)
  return (body, { index, offset }) => {
    const address = body.pop()
    body.push(loaded(type, text(placeOf(body, index, address)(offset)), address))
  }
}

function storeRule(form: Access | AccessCall): Rule {
  const text = storeText(form)
  return (body, { index, offset }) => {
    const value = body.pop()
    const address = body.pop()
    body.before(reads)
    body.out += `${text(placeOf(body, index, address)(offset), value.text)};`
  }
}

/** The forms of accesses to words. */
const accessOf = (name: WideAccess['access']): Access =>
  memoryForms[name as keyof typeof memoryForms] as Access

type WideMakers = {
  readonly [Kind in WideAccess['kind']]: (form: Extract<WideAccess, { kind: Kind }>) => Rule
}

const wideMakers: WideMakers = {
  'narrow load': ({ access, high }) => {
    const text = loadText(accessOf(access))
    const extended = extendedBy(high)
    return (body, { index, offset }) => {
      const address = body.pop()
      const place = placeOf(body, index, address)(offset)
      body.push(extended(body, body.stack.length, loaded('i32', text(place), address)))
    }
  },
  'narrow store': ({ access }) => storeRule(accessOf(access)),
  // The high word first: if it is in bounds, so is the low one.
  'both loads': ({ access }) => {
    const text = loadText(accessOf(access))
    return (body, { index, offset }) => {
      const height = body.stack.length - 1
      // The word that is written first must not be the address.
      if (body.name(height).text === slotEntry('i64', height).high) body.settle(height)
      const address = body.pop()
      body.settleWhere(flags.trap)
      const { text: low, high } = body.target('i64')
      const at = placeOf(body, index, address)
      body.out += `${high}=${text(at(offset + 4))};`
      body.out += `${low}=${text(at(offset))};`
      body.pushSlot('i64')
    }
  },
  // The high word first: if it is out of bounds, nothing has been written. So nothing may trap in between,
  // and nothing read what the first has written.
  'both stores': ({ access }) => {
    const text = storeText(accessOf(access))
    return (body, { index, offset }) => {
      const height = body.stack.length - 2
      body.name(height)
      if (body.stack[height + 1]!.flags & reads) body.settle(height + 1)
      const value = body.pop()
      const address = body.pop()
      body.before(reads)
      const at = placeOf(body, index, address)
      body.out += `${text(at(offset + 4), highOf(value).text)};`
      body.out += `${text(at(offset), lowOf(value).text)};`
    }
  },
}

// ---------------------------------------------------------------- whole memories, tables, segments

const subjects: Readonly<Record<Subject, (instruction: Instruction) => string>> = {
  memory: ({ index }) => memoryName(index),
  'second memory': ({ index2 }) => memoryName(index2),
  table: ({ index }) => tableName(index),
  'second table': ({ index2 }) => tableName(index2),
  'data segment': ({ index }) => dataName(index),
  'element segment': ({ index }) => elementsName(index),
  index: ({ index }) => String(index),
}

/** The text of an operation on something, of all its operands. */
function textOn(form: Plain | Call): (instruction: Instruction, operands: readonly Entry[]) => string {
  const makers = form.subjects.map(subject => subjects[subject])
  const pieces = form.kind === 'plain' ? atomOf(form.template) : undefined
  return (instruction, operands) => {
    const holes = [...makers.map(make => make(instruction)), ...operands.map(({ text }) => text)]
    if (pieces === undefined) return `${(form as Call).name}(${holes.join()})`
    return pieces.map((piece, i) => piece + (holes[i] ?? '')).join('')
  }
}

interface Shape {
  readonly count: number
  readonly type: EntryType | undefined
}

/** Instructions whose type the table of instructions leaves to rules of validation. */
type Untyped = Exclude<Present<typeof table>, 'table.size' | 'table.copy' | 'table.init' | 'elem.drop'>

const shapes: Readonly<Record<Untyped | Present<typeof reference>, Shape>> = {
  'table.get': { count: 1, type: 'ref' },
  'table.set': { count: 2, type: undefined },
  'table.grow': { count: 2, type: 'i32' },
  'table.fill': { count: 3, type: undefined },
  'ref.null': { count: 0, type: 'ref' },
  'ref.is_null': { count: 1, type: 'i32' },
  'ref.func': { count: 0, type: 'ref' },
}

function shapeOf(name: string): Shape {
  const { signature } = byName[name as InstructionName]
  if (signature === undefined) return shapes[name as keyof typeof shapes]
  return { count: signature.params.length, type: signature.results[0] as EntryType | undefined }
}

/** An instruction that only reads stays delayed. */
function delayedRule(form: Plain | Call, { count, type }: Shape, own: number): Rule {
  const text = textOn(form)
  return (body, instruction) => {
    const operands = body.popMany(count)
    const entry = new Entry(type!, text(instruction, operands))
    for (const operand of operands) entry.takes(operand)
    entry.flags |= own
    body.push(entry)
  }
}

/** An instruction that writes is a statement. */
function statementRule(form: Plain | Call, { count, type }: Shape, behind: string): Rule {
  const text = textOn(form)
  return (body, instruction) => {
    const operands = body.popMany(count)
    body.before()
    const result = type === undefined ? '' : `${body.target(type).text}=`
    const instead = insteadOf(body, instruction)
    const done = instead?.join(operands.map(({ text }) => text).join()) ?? text(instruction, operands)
    body.out += `${result}${done};${behind}`
    if (type !== undefined) body.pushSlot(type)
  }
}

/** Flags of what stays delayed, by the effect that the table of instructions knows. */
const delayed: Readonly<Record<string, number>> = { none: 0, 'get table': reads }

function ruleOf(name: string, form: Form): Rule | undefined {
  const shape = shapeOf(name)
  if (form.kind === 'access' || form.kind === 'access call')
    return shape.type === undefined ? storeRule(form) : loadRule(form, shape.type)
  if (form.kind === 'truth') return operandRule(makeOf(name, form)!, shape.count)
  if (form.kind !== 'plain' && form.kind !== 'call') return undefined
  const { effect } = byName[name as InstructionName]
  if (name === 'memory.size') return delayedRule(form, shape, flags.memory)
  if (effect in delayed) return delayedRule(form, shape, delayed[effect]!)
  return statementRule(form, shape, name === 'memory.grow' ? refresh : '')
}

const ownRules: Readonly<Record<OwnNames<typeof referenceForms>, Rule>> = {
  'ref.null': body => {
    body.push(nothing)
  },
}

const nothing = new Entry('ref', 'null')
nothing.flags = flags.constant | flags.leaf

type Rules<Forms> = { readonly [N in keyof Forms]: Rule }

function rulesOf<Forms extends Readonly<Record<string, Form>>>(forms: Forms): Rules<Forms> {
  return Object.fromEntries(
    Object.entries(forms).map(([name, form]) => [name, ruleOf(name, form)]),
  ) as Rules<Forms>
}

export const memoryRules = rulesOf(memoryForms)

export const wideMemoryRules = Object.fromEntries(
  Object.entries<WideAccess>(wideAccesses).map(([name, form]) => [
    name,
    (wideMakers[form.kind] as (form: WideAccess) => Rule)(form),
  ]),
) as Rules<typeof wideAccesses>

export const tableRules = rulesOf(tableForms)

export const referenceRules: Rules<typeof referenceForms> = { ...rulesOf(referenceForms), ...ownRules }
