// `jitsam version`: the version of this package.
import { readFileSync } from 'node:fs'

export const version = (): string =>
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version

export function command(): number {
  console.log(version())
  return 0
}
