// `jitsam version`: the version of this package.
import { readFileSync } from 'node:fs'
import { place } from './place.js'

export const version = (): string => JSON.parse(readFileSync(place('../../../package.json'), 'utf8')).version

export function command(): number {
  console.log(version())
  return 0
}
