// The package in the bundles of others, made small: that they run, that classes keep their names, and that no bundler
// has anything to say. Those that `npm run packages` has not fetched are skipped.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from '../sources.js'
import { install } from './installed.js'

const cache = join(root, 'node_modules/.cache/jitsam-packages')

/** Beside the bundlers, whose plugins are then found from here too. */
const folder = existsSync(cache) ? mkdtempSync(join(cache, 'app-')) : ''
afterAll(() => folder !== '' && rmSync(folder, { recursive: true }))

const app = `import { WebAssembly } from 'jitsam'
import { wasi } from 'jitsam/imports/wasi'

const text = '0061736d010000000108026001 7f00600000020e0104686f7374057072696e740000030201010801010a0b0109004128 41026a10000b'
const bytes = Uint8Array.from(text.replace(/ /g, '').match(/../g), byte => parseInt(byte, 16))
let seen
new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { print: value => { seen = value } } })
const { Module, LinkError } = WebAssembly
const show = typeof console === 'object' ? text => console.log(text) : text => print(text)
show([seen, Module.name, LinkError.name, typeof wasi().start].join())
`

interface Bundler {
  readonly name: string
  /** The program, and what it is called with. */
  readonly command: readonly string[]
  readonly result: string
  /** What it says when it has nothing to say. */
  readonly says?: RegExp
}

const bundlers: readonly Bundler[] = [
  {
    name: 'esbuild',
    command: [
      'esbuild',
      'app.js',
      '--bundle',
      '--minify',
      '--format=esm',
      '--outfile=esbuild.mjs',
      '--log-level=warning',
    ],
    result: 'esbuild.mjs',
  },
  { name: 'vite', command: ['vite', 'build', '--config', 'vite.config.mjs'], result: 'vite/vite.js' },
  {
    name: 'rollup',
    command: [
      'rollup',
      '--silent=false',
      '-p',
      'node-resolve',
      'app.js',
      '--file',
      'rollup.mjs',
      '--format',
      'es',
    ],
    result: 'rollup.mjs',
    says: /^(?!.*\(!\))/s,
  },
  {
    name: 'webpack',
    command: ['webpack', '--config', 'webpack.config.cjs'],
    result: 'webpack/main.js',
    says: /^webpack compiled successfully\s*$/,
  },
  {
    name: 'parcel',
    command: ['parcel', 'build', 'app.js', '--no-cache', '--no-source-maps', '--log-level', 'warn'],
    result: 'parcel/app.js',
  },
  {
    name: 'metro',
    command: ['metro', 'build', 'app.js', '--out', 'metro.js', '--minify', 'true', '-c', 'metro.config.cjs'],
    result: 'metro.js',
    says: /Done writing bundle output\s*$/,
  },
]

const files: Readonly<Record<string, string>> = {
  'app.js': app,
  'package.json': JSON.stringify({
    type: 'module',
    source: 'app.js',
    main: 'parcel/app.js',
    targets: {
      main: {
        outputFormat: 'esmodule',
        isLibrary: false,
        engines: { node: '>=18' },
        optimize: true,
        includeNodeModules: true,
      },
    },
    '@parcel/resolver-default': { packageExports: true },
  }),
  'vite.config.mjs': `export default { logLevel: 'warn', build: { outDir: 'vite', minify: true,
    lib: { entry: 'app.js', formats: ['es'], fileName: () => 'vite.js' } } }`,
  'webpack.config.cjs': `module.exports = { entry: './app.js', mode: 'production', stats: 'errors-warnings',
    performance: { hints: false }, output: { path: __dirname + '/webpack' } }`,
  'metro.config.cjs': `module.exports = {
    projectRoot: __dirname,
    watchFolders: [${JSON.stringify(cache)}],
    resolver: { unstable_enablePackageExports: true, sourceExts: ['js', 'json'], nodeModulesPaths: [__dirname + '/node_modules', ${JSON.stringify(`${cache}/node_modules`)}] },
    transformer: { babelTransformerPath: require.resolve('@react-native/metro-babel-transformer') },
    serializer: { getPolyfills: () => [], getModulesRunBeforeMainModule: () => [] },
  }`,
  // What tells Parcel that the project is this folder.
  'yarn.lock': '',
  'babel.config.json': '{ "presets": ["@react-native/babel-preset"] }',
}

function prepare(): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, 'node_modules'))
  const { tarball } = install()
  mkdirSync(join(folder, 'node_modules/jitsam'))
  spawnSync('tar', ['xzf', tarball, '-C', join(folder, 'node_modules/jitsam'), '--strip-components=1'])
}

if (folder !== '') prepare()

const bin = (name: string): string => join(cache, 'node_modules/.bin', name)

for (const { name, command, result, says = /^\s*$/ } of bundlers) {
  if (!existsSync(bin(name))) {
    test.skip(`${name}: \`npm run packages\` fetches it`, () => {})
    continue
  }
  test(name, { timeout: 240_000 }, () => {
    const [program, ...args] = command
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, CI: '1' }
    const made = spawnSync(bin(program!), args, { cwd: folder, encoding: 'utf8', env })
    expect(made.stdout + made.stderr).toMatch(says)
    expect(made.status).toBe(0)
    const ran = spawnSync(process.execPath, [result], { cwd: folder, encoding: 'utf8' })
    expect(ran.stdout + ran.stderr).toBe('42,Module,LinkError,function\n')
  })
}
