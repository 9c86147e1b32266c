// Real npm packages print on this engine what they print on a native one; so they do in a Node without
// WebAssembly. run.mjs does the work (`npm run corpus` is the same by hand) and needs the folder
// ../shared/corpus and npm's registry.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { has } from '../needs.js'
import { root } from '../sources.js'

const minutes = 60_000

/** What a run says of each package, by name. */
function run(...args: readonly string[]): Readonly<Record<string, string>> {
  const { stdout } = spawnSync(process.execPath, [`${root}test/corpus/run.mjs`, ...args], {
    encoding: 'utf8',
  })
  return Object.fromEntries(
    [...stdout.matchAll(/^(pass|FAIL) (\S+) \d+ ms ?(.*)$/gm)].map(([, how, name, why]) => [
      name,
      `${how}${why}`,
    ]),
  )
}

const packages = [
  ...['argon2-browser', 'brotli', 'cjs-module-lexer', 'gofmt', 'hash-wasm', 'jsquash-png', 'libsodium'],
  ...[
    'oniguruma',
    'quickjs',
    'rollup',
    'source-map',
    'sql.js',
    'stockfish10',
    'tiktoken',
    'tree-sitter',
    'wabt',
  ],
  ...['wasmoon', 'yoga-layout', 'zig-fmt'],
]

/** What prints more where it takes longer than some seconds: it may try again on a busy machine. */
const hurried = ['stockfish10']

/** The biggest ones, which take a minute where nothing is compiled. */
const big = ['esbuild', 'swc']

const allPass = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, 'pass']))

if (has('corpus')) {
  test('with a compiler', { timeout: 15 * minutes }, () => {
    expect(run(...packages, ...big)).toEqual(allPass([...packages, ...big]))
  })

  test('without WebAssembly and without a compiler', { timeout: 15 * minutes }, () => {
    const names = packages.filter(name => !hurried.includes(name))
    expect(run('--jitless', ...names)).toEqual(allPass(names))
  })

  test('where no text may be evaluated', { timeout: 15 * minutes }, () => {
    const names = [
      'cjs-module-lexer',
      'jsquash-png',
      'libsodium',
      'sql.js',
      'tree-sitter',
      'wasmoon',
      'zig-fmt',
    ]
    expect(run('--no-eval', ...names)).toEqual(allPass(names))
  })

  test.each(hurried)('without a compiler, %s', { timeout: 5 * minutes, retry: 3 }, name => {
    expect(run('--jitless', name)).toEqual(allPass([name]))
  })
} else {
  test.skip('real packages', () => {})
}
