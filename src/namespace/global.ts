// `WebAssembly.Global`.

import { Global as Box } from '../instance/global.js'
import { Registry } from '../instance/registry.js'
import { defaultWords, fromWords, toWords, type Words } from '../instance/values.js'
import type { ValueType } from '../wasm/types.js'
import { toDictionary, toValueType } from './convert.js'
import { asInterface } from './interface.js'

/** Behind objects of the API: their globals. */
export const globals = new Registry<Box>('Global')

function read(object: unknown): unknown {
  const box = globals.behind(object)
  return fromWords(box, box.type.type)
}

/** For numbers an `undefined` that is given is a value left out; for references it is not. */
function initial(type: ValueType, value: readonly unknown[]): Words {
  const isMissing = value.length === 0 || (typeof type === 'string' && value[0] === undefined)
  return isMissing ? defaultWords(type) : toWords(value[0], type)
}

/** `WebAssembly.Global`, of the JavaScript API. */
export class Global {
  constructor(descriptor: unknown, ...value: readonly [value?: unknown]) {
    const given = toDictionary(descriptor, 'the descriptor')
    const mutable = Boolean(given.mutable)
    const type = toValueType(given.value, 'value')
    if (type === 'v128') throw new TypeError('JavaScript cannot make a global of type v128')
    globals.bind(this, new Box({ type, mutable }, initial(type, value)))
  }

  get value(): unknown {
    return read(this)
  }

  set value(value: unknown) {
    const [box, { word0, word1 }] = globals.with(this, ({ type: { type, mutable } }) => {
      if (!mutable) throw new TypeError('the global is not mutable')
      return toWords(value, type)
    })
    box.word0 = word0
    box.word1 = word1
  }

  valueOf(): unknown {
    return read(this)
  }
}

asInterface(Global, 'Global')
