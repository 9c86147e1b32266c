// The compiler reads the source of its own helpers (`fn.toString()`), so a test must see the code exactly as
// tsc wrote it: whatever stands in dist is loaded by Node itself and never passes through vite's transforms.
// Before each file, checks behind every stage of translation are turned on.
//
// Files run beside each other, two at least: by itself vitest leaves one processor to its own process, which
// has hardly anything to do, and of two the tests would have one.
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/order.js'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/verified.ts'],
    server: { deps: { external: [/\/dist\//, /\/shared\/spec\//] } },
    testTimeout: 60_000,
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/reporter.ts'],
  },
})
