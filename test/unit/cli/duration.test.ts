// Durations are read and written as Go does.
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from '#src/cli/duration.js'

test.each<[string, number, string]>([
  ['0', 0, '0s'],
  ['0s', 0, '0s'],
  ['5ns', 5, '5ns'],
  ['0.01ns', 1, '1ns'],
  ['2562047h', 2562047 * 3600e9, '2562047h0m0s'],
  ['1500ns', 1500, '1.5µs'],
  ['2us', 2000, '2µs'],
  ['2µs', 2000, '2µs'],
  ['300ms', 300e6, '300ms'],
  ['.5s', 5e8, '500ms'],
  ['1.s', 1e9, '1s'],
  ['+10s', 10e9, '10s'],
  ['-10s', -10e9, '-10s'],
  ['1.5h', 5400e9, '1h30m0s'],
  ['2h45m', 9900e9, '2h45m0s'],
  ['1h1m1s1ms', 3661.001e9, '1h1m1.001s'],
  ['90s', 90e9, '1m30s'],
])('%s is %d nanoseconds, %s', (text, nanoseconds, formatted) => {
  expect(parseDuration(text)).toBeCloseTo(nanoseconds, 0)
  expect(formatDuration(nanoseconds)).toBe(formatted)
})

test.each([
  '',
  '10',
  's',
  '1 s',
  '1d',
  'ms1',
  '--1s',
  '1s-',
  '1.2.3s',
  '0x1s',
  '+',
  '1e3s',
  '2562048h',
  `${'9'.repeat(400)}h`,
])('%j is none', text => {
  expect(parseDuration(text)).toBe(undefined)
})
