// The interpreter as the only tier, for where no text may be evaluated. A function is made bytecode at its
// first call, and stays that: loops are never left, calls are never counted for long. There is no closure, so
// that all globals are the boxes of the environment.

import type { Code } from '../abi.js'
import type { Environment } from '../environment.js'
import { assemble } from '../interpret/assemble.js'
import type { Bytecode } from '../interpret/bytecode.js'
import { under } from '../interpret/clock.js'
import { callsLeft, hasRoom, type Machine } from '../interpret/machine.js'
import { run } from '../interpret/run.js'
import { assert } from '../js/assert.js'
import type { Program } from '../program.js'
import { forever } from './budget.js'
import { hooksOf, makeMachine } from './machine.js'

/** As the engine would say: to guests and embedders it makes no difference whose stack it is. */
const overflow = (): RangeError => new RangeError('Maximum call stack size exceeded')

/**
 * The code of every function, imports first.
 * @throws RangeError where the interpreter's stack has no room for a call
 */
export function interpretAlone(program: Program, environment: Environment): readonly Code[] {
  const { module, context, interrupt } = program
  const hooks = hooksOf(environment)
  const source = { ...context, hooks }
  const codes: Code[] = [...environment.functions]
  const bytecodes = Array<Bytecode | undefined>(module.functions.length).fill(undefined)
  const indices = new Map<unknown, number>()
  const { globals } = environment
  let machine: Machine | undefined

  const bytecodeOf = (index: number): Bytecode => {
    const given = { calls: forever, rounds: forever, words: Number.POSITIVE_INFINITY }
    const bytecode = under(interrupt, () => assemble(source, index, given))
    assert(bytecode !== undefined, `function ${index} cannot be interpreted`)
    return (bytecodes[index] = bytecode)
  }

  const codeOf = (index: number): Code => {
    const code: Code = (...words) => {
      const bytecode = bytecodes[index] ?? bytecodeOf(index)
      if (bytecode.code[callsLeft]! <= 0) bytecode.code[callsLeft] = forever
      if (!hasRoom(bytecode)) throw overflow()
      machine ??= makeMachine(program, environment, {
        ...{ codes, bytecodes, indices, hooks, globals },
        osrEntry: () => undefined,
      })
      return run(machine, bytecode, words)
    }
    indices.set(code, index)
    return code
  }

  for (let index = codes.length; index < module.functions.length; index++) codes.push(codeOf(index))
  return codes
}
