// Which host packages a guest needs is read off its imports: a row says which functions a package gives, and
// how it is loaded and made. Only what is needed is loaded. Several packages can be needed at once; what is
// imported and given by none is named by `requireImports`.
import type { Rows } from '../../imports/log/index.js'
import type { Wanted } from '../../imports/wanted.js'
import type { Host, Surroundings } from './host.js'

interface Loaded {
  /** How logs show the package's functions. */
  readonly rows: Rows
  make(surroundings: Surroundings): Host
}

interface Package {
  gives(wanted: Wanted): boolean
  /** Modules that it gives too, so that what they share is there once. */
  readonly brings?: readonly string[]
  load(): Promise<Loaded>
}

const wasiModules = ['wasi_snapshot_preview1', 'wasi_unstable']

/** Functions of `env` that programs of AssemblyScript ask for; `abort` is Emscripten's if it says nothing. */
const assemblyscriptNames = /^(trace|seed|(console|process|crypto|Math)\..*|Date\.now|performance\.now)$/

/** What programs of Emscripten ask of `env`. */
const emscriptenNames = new RegExp(
  [
    '^(invoke_|_?emscripten_|__cxa_|__syscall_).',
    '^_(abort|gmtime|localtime|mktime|timegm|tzset)_js$',
    '^(getTempRet0|setTempRet0|__resumeException|llvm_eh_typeid_for|__assert_fail|getentropy)$',
    '^(_?exit|strftime(_l)?)$',
  ].join('|'),
)

/** Where several are needed, the first that knows how to run its programs runs the guest. */
const packages: readonly Package[] = [
  {
    gives: ({ module, name, type }) =>
      module === 'env' && (emscriptenNames.test(name) || (name === 'abort' && type?.params.length === 0)),
    brings: wasiModules,
    async load() {
      const { offer, rows } = await import('../../imports/emscripten/index.js')
      return { rows, make: around => offer(around.module, around) }
    },
  },
  {
    gives: ({ module, name, type }) =>
      module === 'env' && (assemblyscriptNames.test(name) || (name === 'abort' && type?.params.length === 4)),
    async load() {
      const { assemblyscript, rows } = await import('../../imports/assemblyscript/index.js')
      return { rows, make: around => assemblyscript({ ...around, trace: 'stderr' }) }
    },
  },
  {
    gives: ({ module }) => wasiModules.includes(module),
    async load() {
      const { rows, wasi } = await import('../../imports/wasi/index.js')
      return { rows, make: wasi }
    },
  },
  {
    gives: ({ module }) => module === 'go' || module === 'gojs',
    async load() {
      const [{ rows }, { goHost }] = await Promise.all([
        import('../../imports/go/index.js'),
        import('./go.js'),
      ])
      return { rows, make: goHost }
    },
  },
]

/** The packages that a module needs, loaded. */
export function packagesFor(wanted: readonly Wanted[]): Promise<readonly Loaded[]> {
  const needed: Package[] = []
  for (const one of packages) {
    const open = wanted.filter(({ module }) => !needed.some(({ brings }) => brings?.includes(module)))
    if (open.some(one.gives)) needed.push(one)
  }
  return Promise.all(needed.map(({ load }) => load()))
}
