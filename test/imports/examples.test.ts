// Every package has an example, whose README is a session: the commands of its `console` blocks must print,
// on both streams together, what stands below them.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { read, root } from '../sources.js'

const examples = readdirSync(`${root}imports`)
  .map(name => `imports/${name}/example`)
  .filter(path => existsSync(root + path))

/** The commands of a README with what they print. */
const steps = (text: string) =>
  [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block]) => block!.split(/^\$ /m).slice(1))
    .map(step => ({ command: step.split('\n')[0]!, output: step.split('\n').slice(1).join('\n') }))

const jitsam = `jitsam() { "${process.execPath}" "${root}dist/src/cli/main.js" "$@"; }`

test('there are examples', () => expect(examples.length).toBeGreaterThan(0))

describe.each(examples)('%s', path => {
  const all = steps(read(`${path}/README.md`))

  test('has a session', () => expect(all.length).toBeGreaterThan(0))

  test.each(all)('$command', ({ command, output }) => {
    const { stdout } = spawnSync('sh', ['-c', `${jitsam}\n{ ${command}\n} 2>&1`], {
      cwd: root + path,
      encoding: 'utf8',
    })
    expect(stdout).toBe(output)
  })
})
