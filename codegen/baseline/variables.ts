// Locals, globals, and what is dropped.

import type { Present } from '../../src/wasm/ops/index.js'
import type { variable } from '../../src/wasm/ops/variable.js'
import { globalName } from '../js/variables.js'
import { type Body, entryType } from './body.js'
import { Entry, flags, localEntry } from './entry.js'
import type { Rule } from './rules.js'
import { selectRule } from './values.js'

/** A local, of which a loop that is being cut out has to know. */
function namedLocal({ localTypes, cut }: Body, index: number): Entry {
  cut?.locals.add(index)
  return localEntry(localTypes[index]!, index)
}

/** Writes the topmost entry into a local, once nothing on the stack names the local any more. */
function setLocal(body: Body, index: number): Entry {
  const value = body.pop()
  const local = namedLocal(body, index)
  body.cut?.written.add(index)
  body.settleLocal(index)
  if (value.flags & flags.trap) body.settleWhere(flags.trap)
  body.assign(local, value)
  return local
}

/** Of a global that is never written nothing need be known. */
function globalEntry({ facts }: Body, index: number): Entry {
  const { type, mutable } = facts.module.globals[index]!.type
  const entry = new Entry(entryType(type), globalName(facts, index, 0))
  if (entry.type === 'i64') entry.high = globalName(facts, index, 1)
  entry.flags = mutable ? flags.global : 0
  return entry
}

/** The high word may be made of the low one, as it was. */
function setGlobal(body: Body, index: number): void {
  const { type, text, high } = body.pop()
  body.before(flags.global | flags.trap)
  const low = globalName(body.facts, index, 0)
  if (type !== 'i64') body.out += `${low}=${text};`
  else {
    body.variables.names.add('t')
    body.out += `t=${high};${low}=${text};${globalName(body.facts, index, 1)}=t;`
  }
}

export const variableRules: Readonly<Record<Present<typeof variable>, Rule>> = {
  drop: body => {
    const value = body.pop()
    if (value.flags & flags.trap) body.run(value.text, value)
  },
  select: selectRule,
  'select t': selectRule,
  'local.get': (body, { index }) => {
    body.push(namedLocal(body, index))
  },
  'local.set': (body, { index }) => {
    setLocal(body, index)
  },
  'local.tee': (body, { index }) => {
    body.push(setLocal(body, index))
  },
  'global.get': (body, { index }) => {
    body.push(globalEntry(body, index))
  },
  'global.set': (body, { index }) => {
    setGlobal(body, index)
  },
}
