// npm run packages
//
// Puts packages of others that the package is tested with into a cache of ours: bundlers, and a program of node:wasi.
// Tests that need them are skipped where they are missing.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../../node_modules/.cache/jitsam-packages', import.meta.url))

const packages = [
  'esbuild@0.28',
  'vite@8',
  'rollup@4',
  '@rollup/plugin-node-resolve@16',
  'webpack@5',
  'webpack-cli@7',
  'parcel@2',
  'metro@0.84',
  '@react-native/babel-preset@0.86',
  '@react-native/metro-babel-transformer@0.86',
  '@babel/core@7',
  '@ruby/prism@1.9',
]

mkdirSync(cache, { recursive: true })
writeFileSync(`${cache}/package.json`, '{ "private": true }\n')
execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
  cwd: cache,
  stdio: ['ignore', 'ignore', 'inherit'],
})
console.log(`in ${cache}: ${packages.join(', ')}`)
