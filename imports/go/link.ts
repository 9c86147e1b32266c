// Rows as the functions that a program imports. Programs call them by the million, so that each is made of
// closures for its number of parameters and results, and makes no list.

import { RuntimeError } from '../../src/wasm/errors.js'
import { printable } from '../../src/wasm/printable.js'
import { OutOfBounds } from '../guest.js'
import { bare } from '../object.js'
import type { Program } from './program.js'
import type { GoFunction, GoFunctions } from './row.js'

export type ImportedFunction = (sp: number) => void

type Get = (sp: number) => unknown
type Put = (sp: number, value: unknown) => void

function caller({ parameters, body }: GoFunction, program: Program): Get {
  const [first, second, third] = parameters.map(({ kind, offset }): Get => {
    return sp => kind.read(program, sp + offset)
  })
  if (third !== undefined) return sp => body(program, first!(sp), second!(sp), third(sp))
  if (second !== undefined) return sp => body(program, first!(sp), second(sp))
  if (first !== undefined) return sp => body(program, first(sp))
  return () => body(program)
}

function putter({ results }: GoFunction, program: Program): Put {
  const [first, second] = results.map(({ kind, offset }): Put => {
    return (sp, value) => kind.write(program, sp + offset, value)
  })
  if (first === undefined) return () => {}
  if (second === undefined) return first
  return (sp, values) => {
    first(sp, (values as readonly unknown[])[0])
    second(sp, (values as readonly unknown[])[1])
  }
}

const isOverflow = (error: RangeError): boolean => /call stack|recursion/.test(error.message)

/** What a guest has done wrong is a trap; it says which function was called, and with what. */
function blame(name: string, error: unknown, sp: number): unknown {
  if (error instanceof OutOfBounds) return trap(`out of bounds memory access: ${name}: ${error.message}`)
  // All else that is out of range is a view's complaint about an address on the stack.
  if (error instanceof RangeError && !isOverflow(error))
    return trap(`out of bounds memory access: ${name}: the stack pointer is ${sp >>> 0}`)
  if (error instanceof TypeError) return trap(`${name}: ${error.message}`)
  return error
}

/** The message may say a name that the guest has passed. */
const trap = (message: string): RuntimeError => new RuntimeError(printable(message))

function link(name: string, row: GoFunction, program: Program): ImportedFunction {
  const call = caller(row, program)
  const put = putter(row, program)
  const { isReentrant } = row
  return word => {
    let sp = word >>> 0
    try {
      program.begin()
      const value = call(sp)
      if (isReentrant) sp = program.stackPointer()
      put(sp, value)
      program.lastStack = sp
    } catch (error) {
      throw blame(name, error, sp)
    }
  }
}

export const linkAll = (rows: GoFunctions, program: Program): Record<string, ImportedFunction> =>
  bare(Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, link(name, row, program)])))
