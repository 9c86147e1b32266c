// The compiler reads the source of its own helpers (`fn.toString()`), so a test must see the code exactly as
// tsc wrote it: whatever stands in dist is loaded by Node itself and never passes through vite's transforms.
// Before each file, checks behind every stage of translation are turned on.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/verified.ts'],
    server: { deps: { external: [/\/dist\//, /\/shared\/spec\//] } },
    testTimeout: 60_000,
    reporters: ['default', './test/reporter.ts'],
  },
})
