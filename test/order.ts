// The order in which files of tests begin: those that take long first, so that no processor waits for another's last
// file. vitest knows how long a file took in the last run, which a fresh clone has not had; by size, as it goes
// then, a file of some lines comes last whose processes take a minute and a half.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes more than half a minute, the longest first. */
const long = [
  'test/corpus/corpus.test.ts',
  'test/classical/classical.test.ts',
  'test/cli/endless.test.ts',
  'test/limits/depth.test.ts',
  'test/cli/transcripts.test.ts',
  'test/deadline/stops.test.ts',
  'test/corpus/graphviz.test.ts',
  'test/differential/differential.test.ts',
  'test/imports/go/toolchains.test.ts',
  'test/limits/function.test.ts',
  'test/bench/short.test.ts',
]

/** Where a file stands among the long ones, or behind them all. */
function rank({ moduleId }: TestSpecification): number {
  const place = long.findIndex(file => moduleId.endsWith(file))
  return place === -1 ? long.length : place
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const known = await super.sort(files)
    return known.sort((one, other) => rank(one) - rank(other))
  }
}
