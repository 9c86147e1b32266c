// Every file in transcripts/ is a session with the command line, run as real processes in test/fixtures:
//
//   $ jitsam run wasi/words.wasm the     the command; 'single quotes' keep spaces together
//   < the cat and the dog                a line for its stdin
//   > 1 and                              a line that it prints
//   ! 15 bytes                           a line on stderr
//   = 3                                  its exit code, if not 0
//
// Anything else is a comment. The process's environment is HOME=/home/guest and nothing more.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))
const transcripts = new URL('transcripts/', import.meta.url)

interface Step {
  readonly command: string
  readonly lines: readonly string[]
}

function stepsOf(file: string): readonly Step[] {
  const [, ...steps] = readFileSync(new URL(file, transcripts), 'utf8').split(/^\$ jitsam/m)
  return steps.map(step => {
    const [command = '', ...lines] = step.split('\n')
    return { command: command.trim(), lines }
  })
}

/** The lines of a step that begin with a mark, as one text. */
const marked = ({ lines }: Step, mark: string) =>
  lines
    .filter(line => line === mark || line.startsWith(`${mark} `))
    .map(line => `${line.slice(2)}\n`)
    .join('')

const argumentsOf = (command: string) =>
  [...command.matchAll(/'([^']*)'|\S+/g)].map(([all, quoted]) => quoted ?? all)

function run(step: Step) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...argumentsOf(step.command)], {
    cwd: fixtures,
    env: { HOME: '/home/guest' },
    input: marked(step, '<'),
    encoding: 'utf8',
  })
  return { stdout, stderr, status }
}

for (const file of readdirSync(transcripts)) {
  describe(file, () => {
    const steps = stepsOf(file)
    test('has steps', () => expect(steps).not.toEqual([]))
    test.each(steps)('jitsam $command', step => {
      const status = Number(marked(step, '=') || 0)
      expect(run(step)).toEqual({ stdout: marked(step, '>'), stderr: marked(step, '!'), status })
    })
  })
}
