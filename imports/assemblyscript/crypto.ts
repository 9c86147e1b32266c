// Random bytes as an object of the guest's: it is made by the guest's own runtime, which the guest has to
// export for that, and whose types say which one is `Uint8Array`.
import { LinkError } from '../../src/wasm/errors.js'
import { fillRandom } from '../wasi/transfer.js'
import { displayed, host, type Program } from './kinds.js'

type New = (size: number, id: number) => number

const arrayBuffer = 1

/** No program has so many. */
const mostClasses = 1 << 20
const headSize = 12

/** What the type of an array of bytes says of itself: a view of a buffer, with elements of one byte. */
const bytesView = (1 << 0) | (1 << 6)

function exported(program: Program, name: string): (...values: number[]) => number {
  const found = program.exports[name]
  if (typeof found === 'function') return found as (...values: number[]) => number
  const fault = `needs the export ${name}, which the guest does not have (asc --exportRuntime)`
  throw new LinkError(`env.crypto.getRandomValuesN ${fault}`)
}

/** The number of the class `Uint8Array`, from the table of types: a count, and flags for each. */
function bytesClass(program: Program): number {
  const base = program.exports.__rtti_base as { readonly value: unknown } | number | undefined
  const at = Number(typeof base === 'object' ? base.value : base)
  if (!Number.isInteger(at)) return exported(program, '__rtti_base')()
  const count = program.guest.view(at, 4).getUint32(at, true)
  const view = program.guest.view(at + 4, count * 4)
  for (let id = 0; id < Math.min(count, mostClasses); id++)
    if (view.getUint32(at + 4 + id * 4, true) === bytesView) return id
  throw new LinkError('env.crypto.getRandomValuesN needs the class Uint8Array, which the guest does not have')
}

function randomValues(program: Program, length: number): number {
  const make: New = exported(program, '__new')
  const pin = exported(program, '__pin')
  const unpin = exported(program, '__unpin')
  const id = bytesClass(program)
  const buffer = pin(make(length, arrayBuffer)) >>> 0
  const head = make(headSize, id) >>> 0
  fillRandom(program.random, program.guest.bytes(buffer, length), program.guest.check)
  const view = program.guest.view(head, headSize)
  view.setUint32(head, buffer, true)
  view.setUint32(head + 4, buffer, true)
  view.setUint32(head + 8, length, true)
  unpin(buffer)
  return head
}

export const cryptoFunctions = displayed('~lib/bindings/dom/', {
  'crypto.getRandomValuesN': host('random', 'n:u32 -> object', randomValues),
})
