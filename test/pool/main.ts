// npm run pools [-- --rounds NUMBER] [--seed NUMBER]
//
// Random requests to pools, in all tiers; the exit code is 1 if one has found what another left.
import { parseArgs } from 'node:util'
import { rounds } from './rounds.js'
import { poolTiers } from './tiers.js'

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } })
const count = Number(values.rounds ?? 10_000)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))

for (const tier of poolTiers) {
  const fault = await rounds(tier, seed, Math.ceil(count / poolTiers.length))
  console.log(fault ?? `${tier.join(', ')}: no request found what another left (seed ${seed})`)
  if (fault !== undefined) process.exitCode = 1
}
