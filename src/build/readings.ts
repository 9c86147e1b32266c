// Reads all templates, helpers and programs of the compiler: loading its modules makes them. What has been
// read goes into the file that stands for the reader from then on (codegen/js/reader.ts).

import { readdirSync, writeFileSync } from 'node:fs'
import { helpers, isFunction } from '../../codegen/helpers/index.js'
import { quote } from '../../codegen/js/names.js'
import { helper, readings } from '../../codegen/js/reader.js'

const folder = new URL('../../codegen/', import.meta.url)

async function readAll(): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files) if (file.endsWith('.js')) await import(new URL(file, folder).href)
  for (const name of Object.keys(helpers)) if (isFunction(name)) helper(name)
}

const literal = (known: ReadonlyMap<string, unknown>) => quote(JSON.stringify(Object.fromEntries(known)))

export async function writeReadings(): Promise<void> {
  await readAll()
  const { templates, helpers, programs } = readings
  const text = `// Written by src/build/readings.ts.
import { known } from ${quote('./known.js')}
export const template = known(${literal(templates)})
export const helper = known(${literal(helpers)})
export const program = known(${literal(programs)})
`
  writeFileSync(new URL('js/reader.js', folder), text)
}
