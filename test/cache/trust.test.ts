// What is in the cache is run as code. Who else could have written it, the guest by a mount for one, does not get
// to run code so: such a folder or entry is left aside, with a warning, and the guest runs all the same.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decodeEntry, encodeEntry } from '#src/cache/entry.js'
import { digestFor } from '#src/cli/cache.js'
import { root } from '../sources.js'

const main = `${root}dist/src/cli/main.cjs`
const guest = `${root}test/fixtures/functions/functions.wasm`

/** Windows has other permissions, which Node does not tell. */
const isPosix = process.geteuid !== undefined
const isRoot = process.geteuid?.() === 0
const nobody = 65534

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jitsam-trust-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const cachedir = () => join(folder, 'cache')

interface As {
  readonly uid?: number
  readonly gid?: number
}

function jitsam(args: readonly string[], as: As = {}) {
  const options = { encoding: 'utf8', timeout: 30_000, ...as } as const
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], options)
  return { stdout, stderr, status }
}

const add = (flags: readonly string[] = [], as: As = {}) =>
  jitsam(['run', '--cachedir', cachedir(), ...flags, '--invoke', 'add', guest, '2', '3'], as)

const five = { stdout: '5\n', stderr: '', status: 0 }

/** The folder of this version in the cache. */
const place = () => join(cachedir(), readdirSync(cachedir())[0]!)
const entries = () => readdirSync(place()).map(name => join(place(), name))
const entry = () => {
  expect(entries()).toHaveLength(1)
  return entries()[0]!
}
const modeOf = (path: string) => lstatSync(path).mode & 0o7777

/** Makes an entry one that adds otherwise, with everything about it right. */
function forge(file: string): void {
  const digest = digestFor(basename(file))
  const { mode, uid, gid } = lstatSync(file)
  const known = decodeEntry(readFileSync(file), digest)!
  const translated = new Map(
    [...known.translated].map(([index, fn]) => [
      index,
      { ...fn, text: fn.text.replace('(l0+l1|0)', '(l0+l1+1000|0)') },
    ]),
  )
  writeFileSync(file, encodeEntry({ ...known, translated, code: undefined }, digest))
  chmodSync(file, mode)
  chownSync(file, uid, gid)
}

const forged = { stdout: '1005\n', stderr: '', status: 0 }

test('an entry of the user’s own is believed: it is code', () => {
  expect(add()).toEqual(five)
  forge(entry())
  expect(add()).toEqual(forged)
})

test('an entry is good for its own name only', () => {
  add()
  const mine = entry()
  expect(add(['--timeout', '1h'])).toEqual(five)
  const [other] = entries().filter(file => file !== mine)
  forge(mine)
  renameSync(mine, other!)
  expect(add(['--timeout', '1h'])).toEqual(five)
})

describe.runIf(isPosix)('what others can write', () => {
  test('is not made: folders and entries are their owner’s alone, whatever the umask', () => {
    const mask = process.umask(0)
    try {
      expect(add()).toEqual(five)
    } finally {
      process.umask(mask)
    }
    expect([modeOf(cachedir()), modeOf(place()), modeOf(entry())]).toEqual([0o700, 0o700, 0o600])
  })

  test.each([0o770, 0o707, 0o777, 0o1777, 0o720])('no folder of mode %o is used', mode => {
    add()
    forge(entry())
    const before = readFileSync(entry())
    chmodSync(place(), mode)
    const bits = mode.toString(8).padStart(4, '0')
    const stderr = `warning: cachedir ${place()} is not used: others can write to it (mode ${bits}; chmod go-w helps)\n`
    expect(add()).toEqual({ ...five, stderr })
    expect(readFileSync(entry())).toEqual(before)
    expect(jitsam(['compile', '--cachedir', cachedir(), guest])).toEqual({ stdout: '', stderr, status: 0 })
    chmodSync(place(), 0o755)
    expect(add()).toEqual(forged)
  })

  test.each([0o620, 0o602, 0o666])('no entry of mode %o is used; it is written again', mode => {
    add()
    forge(entry())
    chmodSync(entry(), mode)
    const bits = mode.toString(8).padStart(4, '0')
    const stderr = `warning: cache entry ${entry()} is not used: others can write to it (mode ${bits}; chmod go-w helps)\n`
    expect(add()).toEqual({ ...five, stderr })
    expect(modeOf(entry())).toBe(0o600)
    expect(add()).toEqual(five)
  })

  test('the folder above may be anybody’s, as /tmp is', () => {
    mkdirSync(cachedir())
    chmodSync(cachedir(), 0o1777)
    expect(add()).toEqual(five)
    expect(modeOf(place())).toBe(0o700)
    forge(entry())
    expect(add()).toEqual(forged)
  })

  test('a folder that is a link is not used', () => {
    add()
    forge(entry())
    const name = place()
    renameSync(name, join(folder, 'elsewhere'))
    symlinkSync(join(folder, 'elsewhere'), name)
    expect(add()).toEqual({ ...five, stderr: `warning: cachedir ${name} is not used: it is no directory\n` })
  })
})

describe.runIf(isPosix)('what is no file', () => {
  const make: Readonly<Record<string, (file: string) => void>> = {
    'a pipe': file => expect(spawnSync('mkfifo', [file]).status).toBe(0),
    'a link to a device': file => symlinkSync('/dev/zero', file),
    'a link to an entry': file => {
      cpSync(`${file}.old`, join(folder, 'copy'))
      symlinkSync(join(folder, 'copy'), file)
    },
    'a link to nothing': file => symlinkSync('/none', file),
    'a folder': file => mkdirSync(file),
  }

  test.each(Object.keys(make))('is no entry, and nothing waits for it: %s', kind => {
    add()
    const file = entry()
    forge(file)
    renameSync(file, `${file}.old`)
    make[kind]!(file)
    rmSync(`${file}.old`)
    expect(add()).toEqual(five)
    expect(lstatSync(file).isFile()).toBe(kind !== 'a folder')
    expect(add()).toEqual(five)
  })
})

describe.runIf(isRoot)('what belongs to somebody else', () => {
  test('is not used: a folder', () => {
    add()
    forge(entry())
    chownSync(place(), nobody, nobody)
    const stderr = `warning: cachedir ${place()} is not used: it belongs to another user (65534)\n`
    expect(add()).toEqual({ ...five, stderr })
  })

  test('is not used: an entry', () => {
    add()
    forge(entry())
    chownSync(entry(), nobody, nobody)
    const stderr = `warning: cache entry ${entry()} is not used: it belongs to another user (65534)\n`
    expect(add()).toEqual({ ...five, stderr })
    expect(lstatSync(entry()).uid).toBe(0)
  })

  test('is used if it belongs to root, who can do everything anyway', () => {
    add()
    forge(entry())
    chmodSync(folder, 0o755)
    chmodSync(cachedir(), 0o755)
    chmodSync(place(), 0o755)
    chmodSync(entry(), 0o644)
    const as = { uid: nobody, gid: nobody }
    if (spawnSync(process.execPath, [main, 'version'], as).status === 0) expect(add([], as)).toEqual(forged)
  })
})

describe('what the guest can write', () => {
  const refused = (mount: string) => ({
    ...five,
    stderr: `warning: cachedir ${place()} is not used: the guest can write to it, by the mount of ${mount}\n`,
  })

  test.each([
    ['the folder itself', () => place()],
    ['the cache', () => cachedir()],
    ['a folder above', () => folder],
    ['the root', () => '/'],
  ])('is not used: %s', (_, mounted) => {
    add()
    forge(entry())
    const before = readFileSync(entry())
    expect(add(['--mount', `${mounted()}:/x`])).toEqual(refused(mounted()))
    expect(readFileSync(entry())).toEqual(before)
  })

  test.runIf(isPosix)('is not used by way of a link either', () => {
    add()
    forge(entry())
    const link = join(folder, 'link')
    symlinkSync(folder, link)
    expect(add(['--mount', `${link}:/x`])).toEqual(refused(link))
  })

  test('is used if it can only read it, or if it lies beside', () => {
    add()
    forge(entry())
    mkdirSync(join(folder, 'cache-not'))
    expect(add(['--mount', `${folder}:/x:ro`, '--mount', `${folder}/cache-not:/y`])).toEqual(forged)
  })
})

describe('a folder that cannot be made', () => {
  // Where nothing can be made Node 20's own way of making folders within folders never ends.
  test.runIf(process.platform === 'linux').each([
    ['/proc/x', '/proc/x: no such file or directory'],
    ['/proc/x/y/z', '/proc/x/y/z: no such file or directory'],
    ['/proc/self/x', '/proc/self/x: no such file or directory'],
    ['/dev/null/x', '/dev/null/x is not dir'],
    ['/dev/null', '/dev/null is not dir'],
  ])('is a complaint of one line: %s', (path, why) => {
    const begun = performance.now()
    expect(jitsam(['run', '--cachedir', path, guest])).toEqual({
      ...{ stdout: '', stderr: `invalid cachedir: ${why}\n`, status: 1 },
    })
    expect(performance.now() - begun).toBeLessThan(20_000)
  })

  test.runIf(isPosix)('a link to nothing', () => {
    symlinkSync('/none', cachedir())
    expect(add()).toEqual({ stdout: '', stderr: `invalid cachedir: ${cachedir()} is not dir\n`, status: 1 })
  })

  test('many levels at once can', () => {
    const deep = join(cachedir(), ...'abcdefgh')
    expect(jitsam(['run', '--cachedir', deep, '--invoke', 'add', guest, '2', '3'])).toEqual(five)
    expect(readdirSync(deep)).toHaveLength(1)
  })
})

// ---------------------------------------------------------------- V8's code beside the program

describe.runIf(isPosix)('V8’s code for the program', () => {
  /** A copy of the program's scripts, which keeps its own code. */
  function copy(): string {
    const to = join(folder, 'program')
    mkdirSync(to)
    for (const name of ['main.cjs', 'bundle.cjs', 'translator.cjs'])
      cpSync(join(root, 'dist/src/cli', name), join(to, name))
    return to
  }

  const run = (program: string) => {
    const args = [join(program, 'main.cjs'), 'run', '--invoke', 'add', guest, '2', '3']
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      timeout: 30_000,
    })
    return { stdout, stderr, status }
  }

  const kept = (program: string) => readdirSync(program).filter(name => name.startsWith('bundle.cjs.'))

  test('is its owner’s to write, whatever the umask', () => {
    const program = copy()
    const mask = process.umask(0)
    try {
      expect(run(program)).toEqual(five)
    } finally {
      process.umask(mask)
    }
    expect(kept(program).map(name => modeOf(join(program, name)))).toEqual([0o644])
  })

  test.each([
    ['that others can write', (file: string) => chmodSync(file, 0o666)],
    [
      'that is a pipe',
      (file: string) => {
        rmSync(file)
        spawnSync('mkfifo', [file])
      },
    ],
  ])('is written again if it is one %s', (_, spoil) => {
    const program = copy()
    run(program)
    const [name] = kept(program)
    const file = join(program, name!)
    spoil(file)
    expect(run(program)).toEqual(five)
    expect([lstatSync(file).isFile(), modeOf(file)]).toEqual([true, 0o644])
  })
})
