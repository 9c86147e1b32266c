// The text that changes whose functions a closure has. All instances of a module but the first share one
// closure, whose variables are those of one of them at a time:
//
//   function enter(tenant) {
//     let words = home.current.words;
//     words[1] = g0;                         what code has written is kept with the one that it belongs to
//     home.current = home.nobody;
//     words = tenant.words;
//     const fixed = tenant.fixed;
//     g0 = words[1];
//     H0 = fixed[9]; T0 = fixed[10]; …
//     home.current = tenant;
//   }
//
// The switch is whole or has not happened. The engine's stack can end where a function is called, and nowhere
// else: once `enter` has begun nothing is called by it, no accessor either, and there is no loop. Should it
// end in the middle all the same, `home.current` is nobody, and whoever comes back to the closure enters.

import { generate } from 'astring'
import {
  type Fixed,
  globalWords,
  importBindings,
  instrumentWords,
  nearBindings,
  objectBindings,
  valueIn,
  type Word,
} from '../bindings.js'
import { identifier, number, statements } from '../boundary/quote.js'
import type { Environment } from '../environment.js'
import type { Program } from '../program.js'

export const switchName = 'enter'

const whole = statements(`
  function enter(tenant) {
    let words = home.current.words
    $kept
    home.current = home.nobody
    words = tenant.words
    const fixed = tenant.fixed
    $restored
    $bound
    home.current = tenant
  }
`)

const keep = statements('words[$index] = $name')
const restore = statements('$name = words[$index]')
const bind = statements('$name = fixed[$index]')

/** The parameters of the closure that are an instance's own. */
const spaces = ['functions', 'memories', 'tables', 'globals', 'data', 'elements', 'refFunc'] as const

const instrumentValues = ({ instruments }: Program): readonly string[] =>
  instruments.flatMap(({ values = {} }) => Object.keys(values))

/** The variables that are bound to something of the environment. */
const fixedOf = (program: Program): readonly Fixed[] => [
  ...nearBindings(program, 'plainHolder').flat(),
  ...objectBindings(program).flat(),
  ...importBindings(program),
]

const wordsOf = (program: Program): readonly Word[] => [...instrumentWords(program), ...globalWords(program)]

/** The first word is none: a list that began with a number would be kept as numbers, without their bits. */
const firstWord = 1

/** The function that changes whose functions a closure has. */
export function switchText(program: Program): string {
  const words = wordsOf(program).map(({ name, changes }, i) => ({
    changes,
    holes: { index: number(i + firstWord), name: identifier(name) },
  }))
  const names = [...spaces, ...instrumentValues(program), ...fixedOf(program).map(({ name }) => name)]
  const body = whole({
    kept: words.flatMap(({ changes, holes }) => (changes ? keep(holes) : [])),
    restored: words.flatMap(({ holes }) => restore(holes)),
    bound: names.flatMap((name, i) => bind({ index: number(i), name: identifier(name) })),
  })
  return generate(body[0]!)
}

/** The values that the variables of an instance hold for good, and those that they begin with. */
export interface Variables {
  readonly fixed: readonly unknown[]
  readonly words: unknown[]
}

/** Makes them for one instance after the other. */
export function variablesFor(program: Program): (environment: Environment) => Variables {
  const [fixed, words] = [fixedOf(program), wordsOf(program)]
  return environment => {
    const given = environment.instruments.flatMap(({ values }) => Object.values(values))
    const first: unknown[] = [undefined]
    for (const { from } of words) first.push(typeof from === 'number' ? from : valueIn(from, environment))
    return {
      fixed: [
        ...spaces.map(space => environment[space]),
        ...given,
        ...fixed.map(({ from }) => valueIn(from, environment)),
      ],
      words: first,
    }
  }
}
