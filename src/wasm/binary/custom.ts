// Custom sections: their names and ranges, and what the name section says. A custom section cannot make a
// module wrong; a damaged name section is as good as none. Its entries take two bytes at least, so what is
// kept stays in proportion to the input.

import { CompileError } from '../errors.js'
import type { Features } from '../features.js'
import type { CustomSection, Names } from '../module.js'
import { Reader } from './reader.js'

const noNames: Names = { module: undefined, functions: new Map() }

const moduleName = 0
const functionNames = 1

function readFunctionNames(reader: Reader): Map<number, string> {
  const names = new Map<number, string>()
  for (let left = reader.u32(); left > 0; left--) {
    const index = reader.u32()
    names.set(index, reader.name())
  }
  return names
}

function readNameSection(bytes: Uint8Array, section: CustomSection, features: Features): Names {
  const { end } = section
  const reader = new Reader(bytes, section, features)
  let module: string | undefined
  let functions: ReadonlyMap<number, string> = noNames.functions
  while (reader.position < end) {
    const id = reader.byte()
    const next = reader.length() + reader.position
    reader.limit = next
    if (id === moduleName) module = reader.name()
    else if (id === functionNames) functions = readFunctionNames(reader)
    reader.position = next
    reader.limit = end
  }
  return { module, functions }
}

/** What the first name section says. */
export function readNames(bytes: Uint8Array, custom: readonly CustomSection[], features: Features): Names {
  const section = custom.find(({ name }) => name === 'name')
  if (section === undefined) return noNames
  try {
    return readNameSection(bytes, section, features)
  } catch (error) {
    if (error instanceof CompileError) return noNames
    throw error
  }
}
