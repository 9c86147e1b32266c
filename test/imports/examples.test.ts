// Every package has an example, whose README is a session: the commands of its `console` blocks must print,
// on both streams together, what stands below them. One that begins with a compiler is run where there is
// that compiler.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { read, root } from '../sources.js'
import { folder } from './systems.js'

const examples = readdirSync(`${root}imports`)
  .map(name => `imports/${name}/example`)
  .filter(path => existsSync(root + path))

interface Step {
  readonly command: string
  readonly output: string
}

/** The commands of a README with what they print. */
const stepsOf = (text: string): readonly Step[] =>
  [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block]) => block!.split(/^\$ /m).slice(1))
    .map(step => ({ command: step.split('\n')[0]!, output: step.split('\n').slice(1).join('\n') }))

/** Where Debian keeps the Go that is not its default. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/lib/go-1.23/bin` }

const jitsam = `jitsam() { "${process.execPath}" "${root}dist/src/cli/main.js" "$@"; }`

const shell = (command: string, cwd = root) =>
  spawnSync('sh', ['-c', `${jitsam}\n{ ${command}\n} 2>&1`], { cwd, env, encoding: 'utf8' })

/** The program that a command calls, after the variables that it sets. */
const programOf = ({ command }: Step): string => command.split(' ').find(word => !word.includes('='))!

const isThere = (name: string): boolean => shell(`command -v ${name}`).status === 0

test('there are examples', () => expect(examples.length).toBeGreaterThan(1))

describe.each(examples)('%s', path => {
  const steps = stepsOf(read(`${path}/README.md`))
  const absent = steps.map(programOf).find(name => !isThere(name))

  test('has a session', () => expect(steps.length).toBeGreaterThan(0))

  if (absent === undefined) {
    test('prints what its README says', { timeout: 180_000 }, () => {
      const copy = folder()
      cpSync(root + path, copy, { recursive: true })
      expect(steps.map(({ command }) => ({ command, output: shell(command, copy).stdout }))).toEqual(steps)
    })
  } else {
    test.skip(`there is no ${absent}`, () => {})
  }
})
