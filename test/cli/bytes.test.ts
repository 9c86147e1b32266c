// Names, arguments and variables whose bytes are no UTF-8. The values are those of Linux, where
// test/fixtures/outside/names.c built by gcc prints the same; node:wasi keeps the bytes too.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { folder, guest, main } from './outside.js'

const linux = existsSync('/proc/self/cmdline')

/** Node takes no bytes for arguments: the shell makes them. */
function shell(command: string, cwd: string): string {
  const script = command.replaceAll('jitsam', `"${process.execPath}" "${main}" run`)
  return execFileSync('sh', ['-c', script], { cwd, encoding: 'latin1' })
}

/** A folder whose own name is no UTF-8, with files whose names are none. */
const make = [
  'mkdir "$(printf "top\\351")"; cd "$(printf "top\\351")"',
  'printf latin > "$(printf "caf\\351")"; printf utf > "$(printf "caf\\303\\251")"; mkdir "$(printf "d\\377")"',
  'ln -s "$(printf "caf\\351")" link; printf x > "$(printf "e\\355\\262\\200")"; cd ..',
].join('; ')

const files = [
  ...['caf\\xc3\\xa9, read 3', 'caf\\xe9, read 5', 'd\\xff, a directory', 'e\\xed\\xb2\\x80, read 1'],
  'link, 4 bytes, read 5, link to caf\\xe9',
  ...['make a directory: done', 'make a link: done', 'rename: done', 'link: done', 'open: done'],
  'open what is not there: No such file or directory',
  ...['remove: done', 'remove the directory: done'],
  'link\\xc0\\x80, 4 bytes, open: No such file or directory, link to new\\xfe',
  ...['both\\x80, read 5', ''],
]

test.skipIf(!linux)('names and arguments', () => {
  const top = 'printf "top\\351"'
  const command = `${make}; jitsam --mount "$(${top})" ${guest('names')} "$(${top})" "$(printf "arg\\360")" ok`
  expect(shell(command, folder()).split('\n')).toEqual(['top\\xe9', 'arg\\xf0', 'ok', ...files])
})

test.skipIf(!linux)('variables, inherited or given', () => {
  const value = 'BYTES=$(printf "v\\377\\303\\251=\\200")'
  const shown = ['.', 'v\\xff\\xc3\\xa9=\\x80']
  const head = (command: string) => shell(command, folder()).split('\n').slice(0, 2)
  expect(head(`${value} jitsam --env-inherit --mount . ${guest('names')} .`)).toEqual(shown)
  expect(head(`BYTES=no jitsam --env-inherit --env "${value}" --mount . ${guest('names')} .`)).toEqual(shown)
})

test.skipIf(!linux)('the name of the module, and of what is not there', () => {
  const cwd = folder()
  const copy = `cp ${guest('../wasi/hello')} "$(printf "h\\351.wasm")"; jitsam "$(printf "h\\351.wasm")"`
  expect(shell(copy, cwd)).toBe('hello from wasm\n')
  const { stderr } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" "${main}" run "$(printf "n\\351.wasm")"`],
    { cwd },
  )
  // How a byte that is no character is shown is the complaint's affair.
  expect(stderr.toString()).toMatch(
    /^error reading wasm binary: open n.+\.wasm: no such file or directory\n$/,
  )
})

test.skipIf(!linux)('variables of the process that have no name', () => {
  const output = execFileSync('env', [
    '=odd=1',
    process.execPath,
    main,
    'run',
    '--env-inherit',
    guest('../wasi/hello'),
  ])
  expect(output.toString()).toBe('hello from wasm\n')
})
