// The standard's own tests of the JavaScript API, file by file, by the runner that comes with the suite. What
// fails is of features that are not translated, and stands below; a test that passes by now has to leave the
// list.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { has } from '../needs.js'
import { root } from '../sources.js'

interface Found {
  readonly name: string
  readonly pass: boolean
}

interface Report {
  readonly files: Readonly<Record<string, { readonly tests: readonly Found[] }>>
}

/** How many tests of each file fail, by the feature that they need. */
const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  exceptions: {
    'exception/basic.tentative.any.js': 6,
    'exception/constructor.tentative.any.js': 4,
    'exception/getArg.tentative.any.js': 5,
    'exception/identity.tentative.any.js': 1,
    'exception/is.tentative.any.js': 3,
    'exception/jsTag.tentative.any.js': 2,
    'exception/toString.tentative.any.js': 2,
    'tag/constructor.tentative.any.js': 2,
    'tag/toString.tentative.any.js': 2,
  },
  'gc and function references': {
    'gc/casts.tentative.any.js': 2,
    'gc/default-value.tentative.any.js': 2,
    'gc/exported-object.tentative.any.js': 2,
    'gc/i31.tentative.any.js': 2,
  },
  'JavaScript strings as builtins': {
    'js-string/basic.any.js': 1,
    'js-string/constants.any.js': 33,
    'js-string/imports.any.js': 1,
  },
  memory64: {
    'memory/constructor-memory64.any.js': 6,
    'memory/grow-memory64.any.js': 8,
    'table/constructor-memory64.any.js': 8,
    'table/get-set.any.js': 9,
    'table/grow-memory64.any.js': 6,
  },
  threads: {
    'memory/grow.any.js': 1,
  },
}

function report(): Report {
  const args = ['run-js-api.mjs', '--impl', `${root}dist/src/index.js`, '--json', '-']
  const { stdout } = spawnSync(process.execPath, args, {
    cwd: `${root}../shared/spec`,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  return JSON.parse(stdout)
}

test.skipIf(!has('spec'))('the tests of the JavaScript API pass, but for those of other features', () => {
  const files = Object.entries(report().files)
  const failing = files.map(([file, { tests }]) => [file, tests.filter(({ pass }) => !pass).length] as const)
  const known = Object.assign({}, ...Object.values(expected))
  expect(Object.fromEntries(failing.filter(([, count]) => count > 0))).toEqual(known)
  expect(files.flatMap(([, { tests }]) => tests).filter(({ pass }) => pass).length).toBe(940)
})
