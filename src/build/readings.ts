// Reads all templates, helpers and programs of the compiler: loading its modules makes them. What has been
// read goes into the files that stand for the readers from then on (codegen/js/reader).

import { readdirSync, writeFileSync } from 'node:fs'
import { helpers, isFunction } from '../../codegen/helpers/index.js'
import { quote } from '../../codegen/js/names.js'
import { helper } from '../../codegen/js/reader/helper.js'
import { program } from '../../codegen/js/reader/program.js'
import { template } from '../../codegen/js/reader/template.js'

const folder = new URL('../../codegen/', import.meta.url)

async function readAll(): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files) if (file.endsWith('.js')) await import(new URL(file, folder).href)
  for (const name of Object.keys(helpers)) if (isFunction(name)) helper(name)
}

const literal = (known: ReadonlyMap<string, unknown>) => quote(JSON.stringify(Object.fromEntries(known)))

export async function writeReadings(): Promise<void> {
  await readAll()
  for (const [name, { readings }] of Object.entries({ template, helper, program }))
    writeFileSync(
      new URL(`js/reader/${name}.js`, folder),
      `// Written by src/build/readings.ts.
import { known } from ${quote('./known.js')}
export const ${name} = /* @__PURE__ */ known(${literal(readings)})
`,
    )
}
