// The scopes that can be switched on, in wazero's names. `all` is every function there is, also those without
// a scope of their own (arguments, environment, functions of the embedder, exported functions of the guest).

/** The names of all scopes. */
export const scopes = ['all', 'clock', 'filesystem', 'memory', 'poll', 'proc', 'random', 'sock'] as const

/** The name of a scope. */
export type Scope = (typeof scopes)[number]

/** Names that wazero had before. */
const aliases: Readonly<Record<string, Scope>> = { exit: 'proc' }

/** A scope was named that there is none of. */
export class UnknownScope extends TypeError {
  override readonly name = 'UnknownScope'

  constructor(readonly scope: string) {
    super(`not a log scope: ${scope}`)
  }
}

function scopeOf(name: string): Scope {
  const scope = Object.hasOwn(aliases, name) ? aliases[name] : scopes.find(known => known === name)
  if (scope === undefined) throw new UnknownScope(name)
  return scope
}

/** What a text like `clock,filesystem`, or several of them, names; empty items count for nothing. */
export const parseScopes = (text: string | readonly string[]): ReadonlySet<Scope> =>
  new Set(
    [text]
      .flat()
      .flatMap(list => list.split(','))
      .filter(name => name !== '')
      .map(scopeOf),
  )
