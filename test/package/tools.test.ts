// What those say who look at packages for a living: attw at the types, publint at the rest. And every link of
// the README leads to a file that comes with it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, test } from 'vitest'
import { install } from './installed.js'

const { folder, tarball } = install()
const home = join(folder, 'node_modules/jitsam')

/** TypeScript 7 has no `node10` any more, which knows nothing of `exports`. */
const isOld = (problem: object): boolean => 'resolutionKind' in problem && problem.resolutionKind === 'node10'

test('attw finds nothing wrong', async () => {
  const checked = await checkPackage(createPackageFromTarballData(readFileSync(tarball)))
  expect('problems' in checked && checked.problems.filter(problem => !isOld(problem))).toEqual([])
})

test('publint finds nothing wrong', async () => {
  const { messages, pkg } = await publint({ pkgDir: home, pack: false, strict: true })
  expect(messages.map(message => formatMessage(message, pkg!))).toEqual([])
})

test('the links of the README lead to files of the package', () => {
  const text = readFileSync(join(home, 'README.md'), 'utf8')
  const links = [...text.matchAll(/\]\(([^)#\s:]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!)
  expect(links.filter(link => !existsSync(join(home, link)))).toEqual([])
})

test('the package has no source maps, and names none', () => {
  for (const name of ['cjs/engine.js', 'esm/core.js', 'esm/index.d.ts'])
    expect(readFileSync(join(home, 'dist/package', name), 'utf8')).not.toContain('sourceMappingURL')
})
