// npm run corpus [-- [--jitless | --no-eval] NAME…]
//
// Runs real npm packages on this engine: the scripts of ../shared/corpus drive them and know what they must
// print. The folder is copied to a cache of ours and its packages are installed there; the second time only
// the run is left. With --jitless Node has no WebAssembly of its own, and no compiler; with --no-eval no text may be
// evaluated, so that all is interpreted. The limit of time is then longer.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const corpus = join(root, '../shared/corpus')
const cache = join(root, 'node_modules/.cache/jitsam-corpus')

/** What needs a feature that is not translated yet: SIMD. */
const later = ['es-module-lexer', 'undici-llhttp', 'as-sha256']

const filesOf = folder =>
  [...readdirSync(folder), ...readdirSync(join(folder, 'cases')).map(file => join('cases', file))].filter(
    file => !['cases', 'node_modules'].includes(file),
  )

function install() {
  const wanted = readFileSync(join(corpus, 'package.json'), 'utf8')
  const stamp = join(cache, 'installed.json')
  mkdirSync(join(cache, 'cases'), { recursive: true })
  // Read and written, not copied: the originals may be read-only, and copies would be too.
  for (const file of filesOf(corpus)) writeFileSync(join(cache, file), readFileSync(join(corpus, file)))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('installing the packages of the corpus')
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: cache,
    stdio: 'inherit',
  })
  writeFileSync(stamp, wanted)
}

const args = process.argv.slice(2)
/** What makes Node slow, by our names for it. */
const restrictions = { '--jitless': '--jitless', '--no-eval': '--disallow-code-generation-from-strings' }
const restricted = args.filter(arg => arg in restrictions)
const named = args.filter(arg => !(arg in restrictions))

if (existsSync(corpus)) {
  install()
  const all = readdirSync(join(cache, 'cases')).map(file => file.slice(0, -'.mjs'.length))
  const names = named.length > 0 ? named : all.filter(name => !name.startsWith('_') && !later.includes(name))
  const env = { ...process.env }
  if (restricted.length > 0) {
    const options = [env.NODE_OPTIONS, ...restricted.map(arg => restrictions[arg])].filter(Boolean)
    Object.assign(env, { NODE_OPTIONS: options.join(' '), LIMIT_S: env.LIMIT_S ?? '600' })
  }
  const impl = join(root, 'dist/src/index.js')
  const { status } = spawnSync(process.execPath, ['run.mjs', '--impl', impl, ...names], {
    cwd: cache,
    env,
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
} else {
  console.log('skipped: there is no folder ../shared/corpus')
}
