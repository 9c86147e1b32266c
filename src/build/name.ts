// Gives the build a name that follows from all of its code; see src/cache/build.ts.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const dist = new URL('../../', import.meta.url)
const target = 'src/cache/build.js'

function nameOfAll(): string {
  const hash = createHash('sha256')
  for (const layer of ['codegen', 'src', 'imports']) {
    const files = readdirSync(new URL(layer, dist), { recursive: true, encoding: 'utf8' })
      .map(file => `${layer}/${file.replaceAll('\\', '/')}`)
      .filter(file => file.endsWith('.js') && file !== target)
    for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(new URL(file, dist)))
  }
  return hash.digest('hex').slice(0, 16)
}

export function writeName(): void {
  writeFileSync(
    new URL(target, dist),
    `// Written by src/build/name.ts.\nexport const build = '${nameOfAll()}'\n`,
  )
}
