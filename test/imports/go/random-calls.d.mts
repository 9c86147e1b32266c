import type { Fetch } from '#imports/go/realm/web.js'

export interface RandomCalls {
  readonly fetch: Fetch
  readonly address: string
  readonly seed: number
  readonly steps: number
  readonly pause?: () => Promise<void>
}

export interface Outcome {
  /** What the program has made, with what it has been given that none could make. */
  readonly made: ReadonlySet<unknown>
  /** How often something of that was asked by a getter or a trap. */
  readonly asked: number
  /** How often a step has failed, by the name of the error. */
  readonly errors: ReadonlyMap<string, number>
  readonly pool: readonly unknown[]
  end(): void
}

export function randomCalls(given: RandomCalls): Promise<Outcome>
