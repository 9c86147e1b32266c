// The guide is true: each of its consoles is a session with the command line, in test/fixtures, and each link leads to a
// file of the project.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { list, read, root } from './sources.js'

const main = join(root, 'dist/src/cli/main.js')
const fixtures = join(root, 'test/fixtures')
/** But for what `npm run docs` makes of them. */
const guides = list(['docs'], '.md').filter(file => !file.startsWith('docs/api/'))
const texts = [
  ...guides,
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'GLOSSARY.md',
  'CHANGELOG.md',
  'bench/README.md',
]

interface Session {
  readonly file: string
  readonly command: string
  readonly printed: string
}

const sessions = guides.flatMap(file =>
  [...read(file).matchAll(/^```console\n\$ jitsam (.*)\n([\s\S]*?)^```$/gm)].map(
    ([, command, printed]): Session => ({ file, command: command!, printed: printed! }),
  ),
)

const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|\S+/g)].map(([all, quoted]) => quoted ?? all)

test('there are sessions', () => expect(sessions.length).toBeGreaterThan(5))

test.each(sessions)('$file: jitsam $command', ({ command, printed }) => {
  const { stdout, stderr } = spawnSync(process.execPath, [main, ...wordsOf(command)], {
    cwd: fixtures,
    encoding: 'utf8',
  })
  expect(stdout + stderr).toBe(printed)
})

test.each(texts)('the links of %s lead somewhere', file => {
  const links = [...read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!)
  const inside = links.filter(link => /^[./\w]/.test(link) && !/^[a-z]+:/.test(link))
  expect(inside.filter(link => !existsSync(join(root, dirname(file), link)))).toEqual([])
})
