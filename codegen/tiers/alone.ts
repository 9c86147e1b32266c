// The interpreter as the only tier, for where no text may be evaluated. A function is made bytecode at its
// first call, and stays that: loops are never left, calls are never counted for long. There is no closure, so
// that all globals are the boxes of the environment, and all instances have the same code.

import type { Code } from '../abi.js'
import { assemble } from '../interpret/assemble.js'
import type { Bytecode } from '../interpret/bytecode.js'
import { under } from '../interpret/clock.js'
import type { Hooks } from '../interpret/hooks.js'
import { callsLeft, hasRoom } from '../interpret/machine.js'
import { run } from '../interpret/run.js'
import { assert } from '../js/assert.js'
import type { Program } from '../program.js'
import { forever } from './budget.js'
import { makeMachine, type Running } from './machine.js'

/** As the engine would say: to guests and embedders it makes no difference whose stack it is. */
const overflow = (): RangeError => new RangeError('Maximum call stack size exceeded')

/** Whose functions are interpreted. */
interface Interpreted {
  readonly imports: readonly Code[]
  readonly hooks: Hooks | undefined
  /** The instance that runs. */
  running(): Running
}

/**
 * The code of every function, imports first.
 * @throws RangeError where the interpreter's stack has no room for a call
 */
export function interpretAlone(program: Program, { imports, hooks, running }: Interpreted): readonly Code[] {
  const { module, context, interrupt } = program
  const source = { ...context, hooks }
  const codes: Code[] = [...imports]
  const bytecodes = Array<Bytecode | undefined>(module.functions.length).fill(undefined)
  const indices = new Map<unknown, number>()

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
      const instance = running()
      instance.machine ??= makeMachine(program, instance.environment, {
        ...{ codes, bytecodes, indices, hooks, globals: instance.environment.globals },
        osrEntry: () => undefined,
      })
      return run(instance.machine, bytecode, words)
    }
    indices.set(code, index)
    return code
  }

  for (let index = codes.length; index < module.functions.length; index++) codes.push(codeOf(index))
  return codes
}
