// `WebAssembly.Memory`.

import { Memory as LinearMemory } from '../instance/memory.js'
import { memories } from '../instance/registry.js'
import { maxPages } from '../wasm/limits.js'
import { requireAddress32, toDictionary, toLimits, toUint32 } from './convert.js'
import { asInterface } from './interface.js'

/** `WebAssembly.Memory`, of the JavaScript API. */
export class Memory {
  constructor(descriptor: unknown) {
    const given = toDictionary(descriptor, 'the descriptor')
    requireAddress32(given)
    const limits = toLimits(given)
    if (given.shared) throw new TypeError('shared memories are not supported (threads)')
    if (limits.min > maxPages.i32 || (limits.max ?? 0) > maxPages.i32) {
      throw new RangeError(`a memory has at most ${maxPages.i32} pages`)
    }
    memories.bind(this, new LinearMemory({ limits, address: 'i32', shared: false }))
  }

  grow(delta: unknown): number {
    const [memory, pages] = memories.with(this, () => toUint32(delta, 'delta'))
    const before = memory.grow(pages)
    if (before < 0) throw new RangeError('the memory cannot grow so far')
    return before
  }

  get buffer(): ArrayBuffer {
    return memories.behind(this).buffer
  }
}

asInterface(Memory, 'Memory')
