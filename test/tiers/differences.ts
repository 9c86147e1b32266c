// One program through all tiers, against the host's own WebAssembly.
import { observeWithin } from './bounded.js'
import type { Jitless } from './jitless.js'
import type { Program } from './observe.js'
import { jitlessTiers, ours, type Tier, tierName, tiers } from './tiers.js'

export interface Difference {
  readonly tier: string
  /** How many lines were the same before. */
  readonly after: number
  readonly expected: string
  readonly actual: string
}

/** What a process without a compiler, and a tier that translates nothing, may take. */
const patience = 60_000

function difference(
  tier: string,
  expected: readonly string[],
  actual: readonly string[],
): Difference | undefined {
  const count = Math.max(expected.length, actual.length)
  for (let i = 0; i < count; i++)
    if (expected[i] !== actual[i])
      return { tier, after: i, expected: expected[i] ?? 'nothing', actual: actual[i] ?? 'nothing' }
  return undefined
}

/** Where tiers are tried, beside this process. */
export interface Tried {
  readonly tiers?: readonly Tier[]
  readonly jitless?: Jitless | undefined
  readonly jitlessTiers?: readonly Tier[]
}

/** All tiers that differ from what native has shown. */
export async function differences(
  program: Program,
  expected: readonly string[],
  tried: Tried = {},
): Promise<readonly Difference[]> {
  const { jitless } = tried
  const found: (Difference | undefined)[] = []
  // The other process is at work at the same time.
  const others = (tried.jitlessTiers ?? jitlessTiers).map(async tier => {
    const actual = await jitless?.observe(program, tier, patience)
    return actual && difference(`${tierName(tier)}, --jitless`, expected, actual)
  })
  for (const tier of tried.tiers ?? tiers)
    found.push(difference(tierName(tier), expected, observeWithin(ours(tier), program, patience)))
  found.push(...(await Promise.all(others)))
  return found.filter(one => one !== undefined)
}
