// Custom sections: their names and ranges, and what the name section says. A custom section cannot make a
// module wrong; a damaged name section is as good as none. Its entries take two bytes at least, so what is
// kept stays in proportion to the input.

import { CompileError } from '../errors.js'
import type { Features } from '../features.js'
import type { CustomSection, Module, Names } from '../module.js'
import { Reader } from './reader.js'

const noNames: Names = { module: undefined, functions: new Map() }

const moduleName = 0
const functionNames = 1
const localNames = 2

function readNameMap(reader: Reader): Map<number, string> {
  const names = new Map<number, string>()
  for (let left = reader.u32(); left > 0; left--) {
    const index = reader.u32()
    names.set(index, reader.name())
  }
  return names
}

/** Where names are read from; a module has it all. */
type Source = Pick<Module, 'bytes' | 'custom' | 'features'>

/** Reads the parts of the first name section; what is damaged ends it. */
function readParts({ bytes, custom, features }: Source, read: (id: number, reader: Reader) => void): boolean {
  const section = custom.find(({ name }) => name === 'name')
  if (section === undefined) return false
  const reader = new Reader(bytes, section, features)
  try {
    while (reader.position < section.end) {
      const id = reader.byte()
      const next = reader.length() + reader.position
      reader.limit = next
      read(id, reader)
      reader.position = next
      reader.limit = section.end
    }
    return true
  } catch (error) {
    if (error instanceof CompileError) return false
    throw error
  }
}

/** What the first name section says of the module and its functions. */
export function readNames(bytes: Uint8Array, custom: readonly CustomSection[], features: Features): Names {
  let module: string | undefined
  let functions: ReadonlyMap<number, string> = noNames.functions
  const whole = readParts({ bytes, custom, features }, (id, reader) => {
    if (id === moduleName) module = reader.name()
    else if (id === functionNames) functions = readNameMap(reader)
  })
  return whole ? { module, functions } : noNames
}

/** The names of parameters and locals, by function. They are many and seldom asked for: nobody keeps them. */
export function readLocalNames(source: Source): ReadonlyMap<number, ReadonlyMap<number, string>> {
  const names = new Map<number, ReadonlyMap<number, string>>()
  const whole = readParts(source, (id, reader) => {
    if (id !== localNames) return
    for (let left = reader.u32(); left > 0; left--) names.set(reader.u32(), readNameMap(reader))
  })
  return whole ? names : new Map()
}
