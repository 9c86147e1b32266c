// The last lines of a run: which tests were skipped, by file, and what was missing. A skip is green, and must not be
// overlooked.
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { missing } from './needs.js'

const isSkipped = (test: TestCase): boolean => test.result().state === 'skipped'

/** `test/cli/suite.test.ts: 4 of 4, the adapter says what it runs …` */
function lineOf(module: TestModule): string | undefined {
  const tests = [...module.children.allTests()]
  const skipped = tests.filter(isSkipped)
  if (skipped.length === 0) return undefined
  const more = skipped.length > 1 ? ' …' : ''
  return `  ${module.relativeModuleId}: ${skipped.length} of ${tests.length}, ${skipped[0]!.fullName}${more}`
}

export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules.flatMap(module => lineOf(module) ?? [])
    if (lines.length === 0) return
    const absent = missing().map(what => `  missing: ${what}`)
    console.log(['', 'Skipped:', ...lines, ...absent, ''].join('\n'))
  }
}
