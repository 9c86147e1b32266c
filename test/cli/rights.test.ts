// Who asks for more than can be had gets the rest. Go's library asks for the right to set the size of every
// file that it reads. The values are wazero's, which opens for writing what is to be written; node:wasi refuses
// the first line to those who are not root.
import { chmodSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folder, guest, ordinary, ordinaryCannot, run } from './outside.js'

/** A folder that all may write to, with a file of five bytes. */
function withFile(mode: number): string {
  const path = folder()
  chmodSync(path, 0o777)
  writeFileSync(`${path}/file`, 'hello')
  chmodSync(`${path}/file`, mode)
  return path
}

const rights = (mount: string, options = {}) =>
  run(['--mount', mount, guest('rights'), 'file'], options)
    .stdout.split('\n')
    .slice(0, 3)

const [readable, both] = [
  'O_RDONLY: rights to write 0, to set the size 0, size refused, read hello, write refused',
  [
    'O_WRONLY: rights to write 1, to set the size 1, size set, read refused, write done',
    'O_RDWR: rights to write 1, to set the size 1, size set, read Hell, write done',
  ],
]

/** WASI's numbers. */
const [acces, rofs] = [2, 69]
const refused = (errno: number) => [`O_WRONLY: errno ${errno}`, `O_RDWR: errno ${errno}`]

test('a file that is opened for reading cannot be changed, whatever else is asked for', () => {
  expect(rights(`${withFile(0o644)}:/`)).toEqual([readable, ...both])
})

test('on a read-only mount files can be read', () => {
  expect(rights(`${withFile(0o644)}:/:ro`)).toEqual([readable, ...refused(rofs)])
})

const reason = ordinaryCannot()

describe.skipIf(reason !== undefined)(
  `a user who is not root${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    test('reads what cannot be written', () => {
      expect(rights(`${withFile(0o444)}:/`, ordinary)).toEqual([readable, ...refused(acces)])
    })

    test('reads it on a read-only mount', () => {
      expect(rights(`${withFile(0o444)}:/:ro`, ordinary)).toEqual([readable, ...refused(rofs)])
    })
  },
)
