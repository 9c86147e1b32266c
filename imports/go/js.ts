// `syscall/js`: what a program does with the values of JavaScript. What throws in a call is passed to the
// program as an error of its own, unless it is the program that has ended meanwhile.
import { copySliced } from '../wasi/transfer.js'
import type { Program } from './program.js'
import { host, reentrant } from './row.js'
import { encode } from './text.js'

type Outcome = readonly [result: unknown, ok: boolean]

function thrown(program: Program, error: unknown): Outcome {
  if (program.hasEnded) throw error
  return [error, false]
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || value instanceof Uint8ClampedArray
}

function copy({ check }: Program, from: Uint8Array, to: Uint8Array): readonly [number, boolean] {
  const part = from.subarray(0, to.length)
  copySliced(to, part, check)
  return [part.length, true]
}

const notBytes = [0, false] as const

export const js = {
  'syscall/js.finalizeRef': host('js', 'r:place', ({ memory, values }, at) =>
    values.finalize(memory.view, at),
  ),

  'syscall/js.stringVal': host('js', 'x:string -> r:ref', (_, text) => text),

  'syscall/js.valueGet': reentrant(
    host('js', 'v:ref p:name -> r:ref', (program, of, name) => program.realm.get(of, name)),
  ),

  'syscall/js.valueSet': host('js', 'v:ref p:name x:ref', (program, of, name, value) =>
    program.realm.set(of, name, value),
  ),

  'syscall/js.valueDelete': host('js', 'v:ref p:name', (program, of, name) => program.realm.remove(of, name)),

  'syscall/js.valueIndex': reentrant(
    host('js', 'v:ref i:int -> r:ref', (program, of, at) => program.realm.index(of, at)),
  ),

  'syscall/js.valueSetIndex': host('js', 'v:ref i:int x:ref', (program, of, at, value) =>
    program.realm.setIndex(of, at, value),
  ),

  'syscall/js.valueCall': reentrant(
    host('js', 'v:ref m:name args:refs -> res:ref ok:bool', (program, of, name, args): Outcome => {
      try {
        program.outcome = program.realm.call(of, name, args)
        return [program.outcome, true]
      } catch (error) {
        return thrown(program, error)
      }
    }),
  ),

  'syscall/js.valueInvoke': reentrant(
    host('js', 'v:ref args:refs -> res:ref ok:bool', (program, what, args): Outcome => {
      try {
        return [program.realm.invoke(what, args), true]
      } catch (error) {
        return thrown(program, error)
      }
    }),
  ),

  'syscall/js.valueNew': reentrant(
    host('js', 'v:ref args:refs -> res:ref ok:bool', (program, what, args): Outcome => {
      try {
        return [program.realm.construct(what, args), true]
      } catch (error) {
        return thrown(program, error)
      }
    }),
  ),

  'syscall/js.valueLength': reentrant(
    host('js', 'v:ref -> length:int', (program, of) => program.realm.length(of)),
  ),

  'syscall/js.valuePrepareString': reentrant(
    host('js', 'v:ref -> str:ref length:int', (program, of) => {
      const bytes = encode(program.realm.text(of), program.check)
      return [bytes, bytes.length] as const
    }),
  ),

  'syscall/js.valueLoadString': host('js', 'v:ref b:bytes', (program, bytes, to) => {
    if (!isBytes(bytes)) throw new TypeError('what is to be loaded is no text')
    copy(program, bytes, to)
  }),

  'syscall/js.valueInstanceOf': reentrant(
    host('js', 'v:ref t:ref -> is:bool', (program, value, of) => program.realm.isInstance(value, of)),
  ),

  'syscall/js.copyBytesToGo': host('js', 'dst:bytes src:ref -> n:int ok:bool', (program, to, from) =>
    isBytes(from) ? copy(program, from, to) : notBytes,
  ),

  'syscall/js.copyBytesToJS': host('js', 'dst:ref src:bytes -> n:int ok:bool', (program, to, from) =>
    isBytes(to) ? copy(program, from, to) : notBytes,
  ),
}
