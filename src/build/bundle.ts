// One file of all that the command line loads to run a module (src/cli/bundle.ts).

import { createHash } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const folder = new URL('../cli/', import.meta.url)

/** Plain enough to be read a byte a letter; names stay, for whoever reads a stack. */
const minify = { mangle: false, compress: false, codegen: { asciiOnly: true } } as const

/** An expression: a function of what Node gives a module. */
async function bundled(): Promise<string> {
  const bundle = await rolldown({ input: fileURLToPath(new URL('commands.js', folder)), platform: 'node' })
  const { output } = await bundle.generate({ format: 'cjs', codeSplitting: false, comments: false, minify })
  await bundle.close()
  return `(function (exports, require, __filename) {${output[0].code}})`
}

export async function writeBundle(): Promise<void> {
  const text = await bundled()
  for (const name of readdirSync(folder)) if (name.startsWith('bundle.cjs')) rmSync(new URL(name, folder))
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16)
  writeFileSync(new URL('bundle.cjs', folder), `// ${name}\n${text}`)
}
