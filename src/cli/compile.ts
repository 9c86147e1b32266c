// `jitsam compile app.wasm`: validates a module, and with `--cachedir` translates all of it for later runs.
import { Complaint } from './complaint.js'
import { readModule } from './files.js'
import { parseFlags } from './flags.js'
import { compileFlags } from './options.js'

export async function command(given: readonly string[]): Promise<number> {
  const { flags, rest } = parseFlags(given, compileFlags)
  if (flags.has('help')) {
    process.stderr.write((await import('./help.js')).usage('compile'))
    return 0
  }
  const [path] = rest
  if (path === undefined) throw new Complaint('missing path to wasm file (see jitsam help compile)')
  const bytes = readModule(path)
  const { build } = await import('./build.js')
  const cachedir = flags.get('cachedir')?.at(-1)
  const { program, save } = build({ path, bytes, cachedir }, {})
  if (cachedir === undefined) return 0
  const { translateOnce } = await import('../../codegen/index.js')
  const { importedFunctions } = program.context
  program.module.bodies.forEach((_, i) => {
    translateOnce(program, importedFunctions + i)
  })
  save()
  return 0
}
