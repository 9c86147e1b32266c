// Standard streams that a shell has redirected to files are these files. The values are those of Linux: what
// test/fixtures/outside/redirected.c prints when it is built by gcc.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folder, guest, main } from './outside.js'

const jitsam = `"${process.execPath}" "${main}" run`

/** Runs a line of the shell in a folder of its own. */
function shell(command: string) {
  const cwd = folder()
  writeFileSync(`${cwd}/in`, 'abcdefghij')
  writeFileSync(`${cwd}/out`, 'start')
  const { status } = spawnSync('sh', ['-c', command.replaceAll('jitsam', jitsam)], { cwd })
  return { status, out: readFileSync(`${cwd}/out`, 'latin1'), said: readFileSync(`${cwd}/said`, 'latin1') }
}

const input = [
  ...['fstat: 0', 'file, 10 bytes', 'where it begins: 0', 'seek to 4: 4', 'read 3: 3', '[efg]', 'where: 7'],
  ...['two before the end: 8', 'read: 2', 'pread: 3', '[bcd]', 'fseek: 0', 'getchar c', 'ftell: 3'],
  ...['write: Bad file descriptor', 'truncate: Invalid argument'],
]

interface Output {
  readonly size: number
  readonly appends: 0 | 1
  readonly read: string
  readonly where: number
}

const output = ({ size, appends, read, where }: Output) => [
  ...['fstat: 0', `file, ${size} bytes`, `appends: ${appends}`, 'where it begins: 0', 'write: 10'],
  ...['seek to 2: 2', 'write: 2', 'pwrite: 2', `where: ${where}`, 'truncate: 0', 'fstat: 0', 'file, 9 bytes'],
  ...['a terminal: 0', `read: ${read}`, 'sync: 0', 'append from now on: 0', 'seek to 0: 0', 'write: 3'],
  ...['where: 12', 'not any more: 0', 'pwrite: 1', ''],
]

describe.skipIf(!existsSync('/proc/self/fdinfo/0'))('a stream that is a file', () => {
  test('is sought in, read, cut and appended to', () => {
    const { out, said } = shell(`jitsam ${guest('redirected')} < in > out 2> said`)
    expect(said.split('\n')).toEqual([
      ...input,
      ...output({ size: 0, appends: 0, read: 'Bad file descriptor', where: 4 }),
    ])
    expect(out).toBe('B1xx45YY8end')
  })

  test('that appends does so wherever it stands', () => {
    const { out, said } = shell(`jitsam ${guest('redirected')} < in >> out 2> said`)
    expect(said.split('\n')).toEqual([
      ...input,
      ...output({ size: 5, appends: 1, read: 'Bad file descriptor', where: 17 }),
    ])
    expect(out).toBe('Btart0123end')
  })

  test('that can be read as well is read', () => {
    const { out, said } = shell(`jitsam ${guest('redirected')} < in 1<> out 2> said`)
    expect(said.split('\n')).toEqual([...input, ...output({ size: 5, appends: 0, read: '1', where: 4 })])
    expect(out).toBe('B1xx45YY8end')
  })

  const cat = guest('../wasi/cat')

  test('begins where the shell has left it, and is left where the guest has stopped', () => {
    const { out } = shell(`{ head -c 3 > /dev/null; echo '>'; jitsam ${cat}; echo '<'; } < in > out 2> said`)
    // `head` reads ahead and gives back what it has not used.
    expect(out).toBe('>\ndefghij<\n')
  })

  test('is shared by both outputs', () => {
    const { said } = shell(`{ jitsam ${cat}; echo then; } < in > said 2>&1`)
    expect(said).toBe('abcdefghij10 bytes\nthen\n')
  })
})
