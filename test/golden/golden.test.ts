// Every `.wat` here stands beside the JavaScript that it becomes: together they are the shortest way to learn
// what codegen does. The text must be the expected one, and it is run: the calls named in the head of the file
// must do what the host's own WebAssembly does. After a change of codegen, `npx vitest run test/golden -u`
// writes the texts anew; the difference shows what the change means.
//
//   ;; call: sum(2, 3)       an exported function and its arguments, as JavaScript; in order, one instance
//   ;; max height: 2         how deeply control may nest before it becomes a dispatch
//   ;; largest: 80           how large a function may be before it is cut
//   ;; inline: yes           small functions become part of their callers, as they usually do
//   ;; warm: yes             functions with loops can be warmed, as they usually can
//   ;; print: module         the text of the whole module instead of that of its functions
import { expect, test } from 'vitest'
import { list, read } from '../sources.js'
import { assemble } from '../wat.js'
import { runNative, runOurs } from './run.js'
import { translateAll } from './translate.js'

const files = list(['test/golden'], '.wat').filter(file => !file.includes('/passes/'))

/** The values of `;; key: value` lines. */
const settings = (text: string, key: string): readonly string[] =>
  [...text.matchAll(/^;; ([\w ]+): (.*)$/gm)].filter(match => match[1] === key).map(match => match[2]!)

function size(text: string, key: string): number | undefined {
  const [value] = settings(text, key)
  return value === undefined ? undefined : Number(value)
}

test.each(files)('%s', async file => {
  const text = read(file)
  const inline = settings(text, 'inline').includes('yes')
  const warm = settings(text, 'warm').includes('yes')
  const asked = { height: size(text, 'max height'), largest: size(text, 'largest'), inline, warm }
  const bytes = await assemble(text, file)
  const { program, functions, module } = translateAll(bytes, asked)
  const shown = settings(text, 'print').includes('module') ? module : functions
  await expect(`${shown}\n`).toMatchFileSnapshot(`../../${file.replace(/wat$/, 'js')}`)
  const calls = settings(text, 'call')
  expect(calls.length).toBeGreaterThan(0)
  expect(runOurs(program, calls)).toEqual(runNative(bytes, calls))
})

test('every expected text has its source', () => {
  const expected = list(['test/golden'], '.js').map(file => file.replace(/js$/, 'wat'))
  expect(expected).toEqual(files)
})
