// The lines of each scope, in wazero's words where it has some, for a guest that calls what Go's library calls.
import { expect, test } from 'vitest'
import { memory } from '#imports/fs/index.js'
import type { GoOptions } from '#imports/go/index.js'
import { call, direct, fixed, type HostCall, left, number } from './direct.js'

/** A callback, the object `fs`, and calls of its methods, each with arguments; texts become values first. */
function methods(object: string, ...calls: readonly (readonly [name: string, ...args: unknown[]])[]) {
  const steps: HostCall[] = [
    call('syscall/js.valueCall', fixed.go, '_makeFuncWrapper', [number(1)]),
    call('syscall/js.valueGet', fixed.global, object),
    call('syscall/js.valueGet', fixed.global, 'Uint8Array'),
    call('syscall/js.valueNew', left(2, 3), [number(5)]),
  ]
  for (const [name, ...args] of calls) {
    const refs = args.map(arg => {
      if (typeof arg === 'number') return number(arg)
      if (arg === null) return fixed.null
      if (arg === 'BUFFER') return left(3, 4)
      steps.push(call('syscall/js.stringVal', arg as string))
      return left(steps.length - 1, 2)
    })
    const callback = object === 'fs' ? [left(0, 6)] : []
    steps.push(call('syscall/js.valueCall', left(1, 3), name, [...refs, ...callback]))
  }
  return steps
}

const time = 1_640_995_200_000_000_000n

/** A world that is the same each time. */
const options: GoOptions = {
  preopens: { '/': memory({ 'bear.txt': 'pooh\n', dir: { a: '', b: '' } }, { now: () => time }) },
  clock: { realtime: () => time, monotonic: () => 0 },
  random: bytes => void bytes.fill(7),
  umask: 0o022,
}

const lines = async (scopes: string, calls: readonly HostCall[], given: GoOptions = options) =>
  (await direct(calls, { ...given, scopes })).log

test('proc', async () => {
  expect(await lines('proc', [call('runtime.wasmExit', 255)])).toBe(
    '==> go.runtime.wasmExit(code=255)\n<==\n',
  )
  expect(
    await lines('proc', methods('process', ['cwd'], ['chdir', '/none'], ['umask', 0o77], ['getuid'])),
  ).toBe(
    [
      '==> go.syscall/js.valueCall(process.cwd())',
      '<== (cwd=/)',
      '==> go.syscall/js.valueCall(process.chdir(path=/none))',
      '<== (err=no such file or directory,ok=false)',
      '==> go.syscall/js.valueCall(process.umask(mask=63))',
      '<== (oldmask=18)',
      '==> go.syscall/js.valueCall(process.getuid())',
      '<== (uid=0)',
      '==> go.runtime.wasmExit(code=0)',
      '<==',
      '',
    ].join('\n'),
  )
})

test('clock', async () => {
  const calls = [
    call('runtime.nanotime1'),
    call('runtime.walltime'),
    call('syscall/js.valueGet', fixed.global, 'Date'),
    call('syscall/js.valueNew', left(2, 3), []),
    call('syscall/js.valueCall', left(3, 4), 'getTimezoneOffset', []),
  ]
  const offset = new Date(1640995200000).getTimezoneOffset()
  expect(await lines('clock', calls)).toBe(
    [
      '==> go.runtime.nanotime1()',
      '<== (nsec=0)',
      '==> go.runtime.walltime()',
      '<== (sec=1640995200,nsec=0)',
      '==> go.syscall/js.valueCall(Date.getTimezoneOffset())',
      `<== (tz=${offset})`,
      '',
    ].join('\n'),
  )
})

test('poll', async () => {
  const calls = [call('runtime.scheduleTimeoutEvent', 10), call('runtime.clearTimeoutEvent', 1)]
  expect(await lines('poll', calls)).toBe(
    [
      '==> go.runtime.scheduleTimeoutEvent(ms=10)',
      '<== (id=1)',
      '==> go.runtime.clearTimeoutEvent(id=1)',
      '<==',
      '',
    ].join('\n'),
  )
})

test('random', async () => {
  const calls = [call('runtime.getRandomData', 512, 32), ...methods('crypto', ['getRandomValues', 'BUFFER'])]
  // `methods` counts from its own first call.
  expect(await lines('random', methods('crypto', ['getRandomValues', 'BUFFER']))).toBe(
    '==> go.syscall/js.valueCall(crypto.getRandomValues(r_len=5))\n<== (n=5)\n',
  )
  expect(await lines('random', calls.slice(0, 1))).toBe('==> go.runtime.getRandomData(r_len=32)\n<==\n')
})

test('memory', async () => {
  expect(await lines('memory', [call('runtime.resetMemoryDataView')])).toBe(
    '==> go.runtime.resetMemoryDataView()\n<==\n',
  )
})

const O_CREAT_RDWR_TRUNC = 0o100 | 2 | 0o1000

test('filesystem', async () => {
  const calls = methods(
    'fs',
    ['open', '/bear.txt', 0, 0],
    ['fstat', 3],
    ['read', 3, 'BUFFER', 0, 5, null],
    ['read', 3, 'BUFFER', 0, 5, 1_000_000],
    ['close', 3],
    ['open', '/none', 0, 0],
    ['open', '/new', O_CREAT_RDWR_TRUNC, 0o644],
    ['write', 3, 'BUFFER', 0, 5, null],
    ['ftruncate', 3, 2],
    ['fsync', 3],
    ['stat', '/none'],
    ['lstat', '/dir'],
    ['readdir', '/dir'],
    ['mkdir', '/dir', 0o755],
    ['rename', '/new', '/old'],
    ['symlink', 'old', '/link'],
    ['readlink', '/link'],
    ['unlink', '/link'],
    ['rmdir', '/dir'],
    ['chmod', '/old', 0o644],
    ['chmod', '/old', 0o600],
    ['chmod', '/none', 0o600],
    ['fchmod', 3, 0o644],
    ['chown', '/old', 5, 5],
    ['fchown', 3, 0, 4294967295],
    ['lchown', '/none', 0, 0],
    ['link', '/old', '/dir/a'],
    ['truncate', '/old', 1],
    ['truncate', '/dir', 1],
    ['ftruncate', 3, -1],
    ['fsync', 1],
    ['read', 1, 'BUFFER', 0, 5, 0],
    ['mkdir', '../../more', 0o700],
    ['open', '/dir', 0, 0],
    ['read', 4, 'BUFFER', 0, 5, null],
    ['utimes', '/old', 5, 6.5],
    ['close', 9],
    ['write', 1, 'BUFFER', 0, 5, null],
  )
  const stat = 'mode=-rw-r--r--,size=5,mtimeMs=1640995200000'
  const expected = [
    ['open(path=/bear.txt,flags=,perm=----------)', 'err=<nil>,fd=3'],
    ['fstat(fd=3)', `err=<nil>,stat={isDir=false,${stat}}`],
    ['read(fd=3,offset=0,byteCount=5,fOffset=<nil>)', 'err=<nil>,n=5'],
    ['read(fd=3,offset=0,byteCount=5,fOffset=1e+06)', 'err=<nil>,n=0'],
    ['close(fd=3)', 'err=<nil>,ok=true'],
    ['open(path=/none,flags=,perm=----------)', 'err=no such file or directory,fd=0'],
    ['open(path=/new,flags=RDWR|CREATE|TRUNC,perm=-rw-r--r--)', 'err=<nil>,fd=3'],
    ['write(fd=3,offset=0,byteCount=5,fOffset=<nil>)', 'err=<nil>,n=5'],
    ['ftruncate(fd=3,length=2)', 'err=<nil>,ok=true'],
    ['fsync(fd=3)', 'err=<nil>,ok=true'],
    ['stat(path=/none)', 'err=no such file or directory,stat=<nil>'],
    ['lstat(path=/dir)', 'err=<nil>,stat={isDir=true,mode=drwxr-xr-x,size=0,mtimeMs=1640995200000}'],
    ['readdir(path=/dir)', 'err=<nil>,dirents=&{[a b]}'],
    ['mkdir(path=/dir,perm=-rwxr-xr-x)', 'err=file exists,ok=false'],
    ['rename(from=/new,to=/old)', 'err=<nil>,ok=true'],
    ['symlink(path=old,link=/link)', 'err=<nil>,ok=true'],
    ['readlink(path=/link)', 'err=<nil>,dst=old'],
    ['unlink(path=/link)', 'err=<nil>,ok=true'],
    ['rmdir(path=/dir)', 'err=directory not empty,ok=false'],
    ['chmod(path=/old,mode=-rw-r--r--)', 'err=<nil>,ok=true'],
    ['chmod(path=/old,mode=-rw-------)', 'err=function not implemented,ok=false'],
    ['chmod(path=/none,mode=-rw-------)', 'err=no such file or directory,ok=false'],
    ['fchmod(fd=3,mode=-rw-r--r--)', 'err=<nil>,ok=true'],
    ['chown(path=/old,uid=5,gid=5)', 'err=operation not permitted,ok=false'],
    ['fchown(fd=3,uid=0,gid=4.294967295e+09)', 'err=<nil>,ok=true'],
    ['lchown(path=/none,uid=0,gid=0)', 'err=no such file or directory,ok=false'],
    ['link(path=/old,link=/dir/a)', 'err=file exists,ok=false'],
    ['truncate(path=/old,length=1)', 'err=<nil>,ok=true'],
    ['truncate(path=/dir,length=1)', 'err=is a directory,ok=false'],
    ['ftruncate(fd=3,length=-1)', 'err=invalid argument,ok=false'],
    ['fsync(fd=1)', 'err=invalid argument,ok=false'],
    ['mkdir(path=../../more,perm=-rwx------)', 'err=<nil>,ok=true'],
    ['open(path=/dir,flags=,perm=----------)', 'err=<nil>,fd=4'],
    ['read(fd=4,offset=0,byteCount=5,fOffset=<nil>)', 'err=is a directory,n=0'],
    ['utimes(path=/old,atime=5,mtime=6.5)', 'err=<nil>,ok=true'],
    ['close(fd=9)', 'err=bad file number,ok=false'],
  ]
  const log = await lines('filesystem', calls)
  expect(log.trimEnd().split('\n')).toEqual(
    expected.flatMap(([call, result]) => [`==> go.syscall/js.valueCall(fs.${call})`, `<== (${result})`]),
  )
})

test('scopes appear in the order of the calls', async () => {
  const calls = [
    ...methods('fs', ['close', 9]),
    call('runtime.getRandomData', 512, 8),
    call('runtime.nanotime1'),
  ]
  expect(await lines('filesystem,random', calls)).toBe(
    [
      '==> go.syscall/js.valueCall(fs.close(fd=9))',
      '<== (err=bad file number,ok=false)',
      '==> go.runtime.getRandomData(r_len=8)',
      '<==',
      '',
    ].join('\n'),
  )
})

test('all: every function, with what stands on the stack', async () => {
  const calls = [
    call('syscall/js.valueGet', fixed.global, 'Array'),
    call('syscall/js.valueNew', left(0, 3), [number(1.5), fixed.global, fixed.null]),
    call('syscall/js.valueSetIndex', left(1, 4), 0, number(2)),
    call('syscall/js.valueIndex', left(1, 4), 0),
    call('syscall/js.valueLength', left(1, 4)),
    call('syscall/js.stringVal', 'a\nb'),
    call('syscall/js.valuePrepareString', left(5, 2)),
    call('syscall/js.valueLoadString', left(6, 1), 512, 3, 3),
    call('syscall/js.finalizeRef', left(6, 1)),
    call('syscall/js.valueCall', left(1, 4), 'push', [left(5, 2)]),
    call('syscall/js.valueInvoke', left(0, 3), []),
    call('syscall/js.valueInstanceOf', left(1, 4), left(0, 3)),
    call('syscall/js.valueSet', fixed.global, 'own', left(5, 2)),
    call('syscall/js.valueDelete', fixed.global, 'own'),
    call('syscall/js.copyBytesToGo', 512, 3, 3, fixed.global),
    call('syscall/js.copyBytesToJS', fixed.global, 512, 3, 3),
  ]
  const log = (await lines('all', calls)).split('\n').filter(line => /^\t[=<]=/.test(line))
  expect(log.slice(0, -2).map(line => line.trim().replace('go.syscall/js.', ''))).toEqual(
    [
      ['valueGet(v=global,p=Array)', '(r=function(7))'],
      ['valueNew(v=function(7),args=[1.5 global null])', '(res=object(8),ok=true)'],
      ['valueSetIndex(v=object(8),i=0,x=2)'],
      ['valueIndex(v=object(8),i=0)', '(r=2)'],
      ['valueLength(v=object(8))', '(length=3)'],
      ['stringVal(x=a\\x0ab)', '(r=a\\x0ab)'],
      ['valuePrepareString(v=a\\x0ab)', '(str=object(10),length=3)'],
      ['valueLoadString(v=object(10),b_len=3)'],
      ['finalizeRef(r=10)'],
      ['valueCall(v=object(8),m=push,args=[a\\x0ab])', '(res=4,ok=true)'],
      ['valueInvoke(v=function(7),args=[])', '(res=object(10),ok=true)'],
      ['valueInstanceOf(v=object(8),t=function(7))', '(is=true)'],
      ['valueSet(v=global,p=own,x=a\\x0ab)'],
      ['valueDelete(v=global,p=own)'],
      ['copyBytesToGo(dst_len=3,src=global)', '(n=0,ok=false)'],
      ['copyBytesToJS(dst=global,src_len=3)', '(n=0,ok=false)'],
    ].flatMap(([call, result]) => [`==> ${call}`, result === undefined ? '<==' : `<== ${result}`]),
  )
})

test('JSON', async () => {
  const calls = methods('fs', ['open', '/bear.txt', 1, 0o600], ['stat', '/none'])
  const { log } = await direct(calls, { ...options, scopes: 'filesystem', format: 'json' })
  expect(
    log
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line)),
  ).toEqual([
    {
      ...{ module: 'go', function: 'syscall/js.valueCall', depth: 0, nanoseconds: 10 },
      params: {
        call: { function: 'fs.open', params: { path: '/bear.txt', flags: ['WRONLY'], perm: '-rw-------' } },
      },
      results: { err: null, fd: 3 },
    },
    {
      ...{ module: 'go', function: 'syscall/js.valueCall', depth: 0, nanoseconds: 10 },
      params: { call: { function: 'fs.stat', params: { path: '/none' } } },
      results: { err: 'no such file or directory', stat: null },
    },
  ])
})
