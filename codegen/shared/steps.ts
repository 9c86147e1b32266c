// The steps of instruments in bytecode that instances share: they are those of whoever runs.

import type { Code } from '../abi.js'
import type { Hook, Instead, Steps } from '../interpret/hooks.js'
import type { Running } from '../tiers/machine.js'

type Kind = 'head' | 'loop'

/** A step of one instrument. */
const hookOf =
  (running: () => Running, number: number, kind: Kind): Hook =>
  (weight, fn) =>
    running().environment.instruments[number]!.steps![kind]!(weight, fn)

/** Which instructions are replaced is the same for all instances; by what, each finds out for itself. */
function insteadOf(running: () => Running, number: number, name: string): Instead {
  const stepsOf = (instance: Running): Instead =>
    instance.environment.instruments[number]!.steps!.instead![name]!
  return instruction => {
    // The one that is given is read again and again.
    const kept = { ...instruction }
    if (stepsOf(running())(kept) === undefined) return undefined
    const codes = new WeakMap<Running, Code>()
    return (...words) => {
      const instance = running()
      let code = codes.get(instance)
      if (code === undefined) codes.set(instance, (code = stepsOf(instance)(kept)!))
      return code(...words)
    }
  }
}

function sharedSteps({ head, loop, instead = {} }: Steps, running: () => Running, number: number): Steps {
  const atHead = head && hookOf(running, number, 'head')
  return {
    head: atHead,
    // One hook for both stays one.
    loop: loop === head ? atHead : loop && hookOf(running, number, 'loop'),
    instead: Object.fromEntries(Object.keys(instead).map(name => [name, insteadOf(running, number, name)])),
  }
}

/** The steps of the instruments of whoever runs; `first` is one of the instances. */
export const stepsForAll = ({ environment }: Running, running: () => Running): readonly Steps[] =>
  environment.instruments.flatMap(({ steps }, i) =>
    steps === undefined ? [] : sharedSteps(steps, running, i),
  )
