// `strftime` for guests whose compiler leaves it to the host, against `date` of the system.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { strftime } from '#imports/emscripten/strftime.js'

const letters = [...'aAbBcCdDeFgGhHIjmMprRsSTuUVwWxXyYzZ'].map(letter => `%${letter}`)

/** The fields of a time in UTC. */
function calendar(seconds: number) {
  const date = new Date(seconds * 1000)
  return {
    ...{ second: date.getUTCSeconds(), minute: date.getUTCMinutes(), hour: date.getUTCHours() },
    ...{ day: date.getUTCDate(), month: date.getUTCMonth(), year: date.getUTCFullYear() },
    weekday: date.getUTCDay(),
    dayOfYear: Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000),
  }
}

/** The turns of years, where weeks are counted in the old one or the new, and days in between. */
const times = Array.from({ length: 40 }, (_, i) => [
  ...[-2, -1, 0, 1, 5].map(day => Date.UTC(1990 + i, 0, 1 + day, i % 24, i, i) / 1000),
  Date.UTC(1990 + i, i % 12, 1 + (i % 28), 12 + (i % 12)) / 1000,
]).flat()

const input = times.map(time => `@${time}\n`).join('')
const { stdout, status } = spawnSync('date', ['-u', '-f', '-', `+${letters.join('|')}`], {
  env: { LC_ALL: 'C' },
  encoding: 'utf8',
  input,
})

if (status === 0 && stdout.includes('UTC')) {
  test(`${times.length} times as date writes them`, () => {
    const ours = times.map(time => strftime(letters.join('|'), calendar(time)))
    expect(ours).toEqual(stdout.trimEnd().split('\n'))
  })
} else {
  test.skip('there is no date that reads times from a file', () => {})
}

test('what is no field stays, flags and modifiers change nothing', () => {
  expect(strftime('100%% %n%t%Q %EY %_d %', calendar(0))).toBe('100% \n\t%Q 1970 01 %')
})
