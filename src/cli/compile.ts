// `jitsam compile app.wasm`: validates a module, and with `--cachedir` translates all of it for later runs.
import type { Source } from './build.js'
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
  const source = { path, bytes: readModule(path), cachedir: flags.get('cachedir')?.at(-1) }
  const { build } = await import('./build.js')
  if (source.cachedir === undefined) build(source, {})
  else await fillCache(source)
  return 0
}

/** Keeps whatever `run` will look for, as all passes translate it. */
async function fillCache(source: Source): Promise<void> {
  const { build } = await import('./build.js')
  const { translateOnce } = await import('../../codegen/index.js')
  const { waysToRun } = await import('./surroundings.js')
  for (const options of waysToRun()) {
    const { program, save } = build(source, options)
    const { context, functions, module } = program
    module.bodies.forEach((_, i) => {
      const index = context.importedFunctions + i
      const { text } = functions.of(index)
      if (text === undefined || text.baseline) functions.of(index).heat()
      translateOnce(program, index)
    })
    save()
  }
}
