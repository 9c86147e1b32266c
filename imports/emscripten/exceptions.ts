// C++ exceptions of the JavaScript kind. A thrown object has a header before it, which newer versions of the
// compiler share with code of their own:
//
//   24 bytes: 0 references u32 | 4 type | 8 destructor | 12 caught u8 | 13 rethrown u8 | 16 adjusted pointer
//
// Older versions leave the whole header to the host, and the counting of references too; they pass on
// whatever `__cxa_find_matching_catch_*` returns, which here is always the thrown object.
import { lastOf } from '../../src/engine/list.js'
import { RuntimeError } from '../../src/wasm/errors.js'
import type { FuncType } from '../../src/wasm/types.js'
import { OutOfBounds } from '../guest.js'
import type { Flexible } from './flexible.js'
import { host, readText } from './kinds.js'
import type { Program } from './program.js'
import { Exception } from './unwind.js'

const size = 24
const [references, type, destructor, caught, rethrown, adjusted] = [0, 4, 8, 12, 13, 16]

/** The header of a thrown object. */
function header(program: Program, pointer: number) {
  const start = pointer - size
  const view = program.guest.view(start, size)
  return {
    word: (at: number) => view.getUint32(start + at, true),
    setWord: (at: number, value: number) => view.setUint32(start + at, value, true),
    flag: (at: number) => view.getUint8(start + at) !== 0,
    setFlag: (at: number, value: 0 | 1) => view.setUint8(start + at, value),
  }
}

/** The name of a thrown object's type, as C++ mangles it: the second word of what describes the type. */
function typeName(program: Program, pointer: number): string {
  try {
    const info = header(program, pointer).word(type)
    return readText(program.guest, program.guest.view(info, 8).getUint32(info + 4, true))
  } catch (error) {
    if (error instanceof OutOfBounds) return 'unknown'
    throw error
  }
}

function throwObject(program: Program, pointer: number): never {
  program.exceptions.last = pointer
  throw new Exception(pointer, () => typeName(program, pointer))
}

function allocate(program: Program, length: number): number {
  const start = (program.exported('__cxa_allocate_exception', 'malloc')(length + size) as number) >>> 0
  if (start === 0) throw new RuntimeError('env.__cxa_allocate_exception: the guest has no memory left')
  program.guest.bytes(start, size).fill(0)
  return start + size
}

const free = (program: Program, pointer: number): void =>
  void program.exported('__cxa_free_exception', 'free')(pointer - size)

function addReference(program: Program, pointer: number): void {
  const own = program.find('__cxa_increment_exception_refcount')
  if (pointer === 0 || own !== undefined) return void own?.(pointer)
  const { word, setWord } = header(program, pointer)
  setWord(references, word(references) + 1)
}

/** A destructor returns its object. */
const destructorType: FuncType = { kind: 'func', params: ['i32'], results: ['i32'] }

/** One that is thrown again is kept for whoever catches it next. */
function dropReference(program: Program, pointer: number): void {
  const own = program.find('__cxa_decrement_exception_refcount')
  if (pointer === 0 || own !== undefined) return void own?.(pointer)
  const { word, setWord, flag } = header(program, pointer)
  setWord(references, word(references) - 1)
  if (word(references) !== 0 || flag(rethrown)) return
  const index = word(destructor)
  if (index !== 0) program.function('__cxa_end_catch', index, destructorType)(pointer)
  free(program, pointer)
}

/** What a catch clause gets: a thrown pointer itself, or the object as the class that is caught. */
function caughtPointer(program: Program, pointer: number): number {
  const own = program.find('__cxa_get_exception_ptr')
  if (own !== undefined) return own(pointer) as number
  const { word } = header(program, pointer)
  const isPointer = program.exported('__cxa_begin_catch', '__cxa_is_pointer_type')(word(type))
  return isPointer ? program.guest.view(pointer, 4).getUint32(pointer, true) : word(adjusted) || pointer
}

function beginCatch(program: Program, pointer: number): number {
  const { exceptions } = program
  const { flag, setFlag } = header(program, pointer)
  if (!flag(caught)) exceptions.uncaught--
  setFlag(caught, 1)
  setFlag(rethrown, 0)
  exceptions.caught.push(pointer)
  addReference(program, pointer)
  return caughtPointer(program, pointer)
}

function lastCaught({ exceptions }: Program, by: string): number {
  const pointer = exceptions.caught.pop()
  if (pointer === undefined) throw new RuntimeError(`env.${by}: no exception is being handled`)
  return pointer
}

function endCatch(program: Program): void {
  program.exported('__cxa_end_catch', 'setThrew')(0, 0)
  dropReference(program, lastCaught(program, '__cxa_end_catch'))
  program.exceptions.last = 0
}

/** It is caught twice but handled once: the catch clause that it leaves still ends. */
function rethrow(program: Program): never {
  const pointer = lastCaught(program, '__cxa_rethrow')
  const { flag, setFlag } = header(program, pointer)
  if (!flag(rethrown)) {
    program.exceptions.caught.push(pointer)
    setFlag(rethrown, 1)
    setFlag(caught, 0)
    program.exceptions.uncaught++
  }
  return throwObject(program, pointer)
}

function setType(program: Program, value: number): void {
  const own = program.find('_emscripten_tempret_set')
  if (own === undefined) program.tempRet0 = value
  else own(value)
}

/** The thrown object; the type of the clause that catches it goes beside it. 0 catches everything. */
function findCatch(program: Program, types: readonly number[]): number {
  const { last } = program.exceptions
  const { word, setWord } = last === 0 ? { word: () => 0, setWord: () => undefined } : header(program, last)
  setWord(adjusted, last)
  const thrown = word(type)
  setType(program, thrown)
  if (thrown === 0) return last
  for (const wanted of types) {
    if (wanted === 0 || wanted === thrown) break
    const canCatch = program.exported('__cxa_find_matching_catch', '__cxa_can_catch')
    if (!canCatch(wanted, thrown, last - size + adjusted)) continue
    setType(program, wanted)
    break
  }
  return last
}

const findCatchName = /^__cxa_find_matching_catch(_\d+)?$/

const findCatchOf: Flexible = {
  ...{ scope: 'exceptions', parameter: 'type', result: 'thrown' },
  run: (program, types) =>
    findCatch(
      program,
      types.map(word => Number(word) >>> 0),
    ),
}

/** `__cxa_find_matching_catch_2`, `_3` and so on, which have as many parameters as there are types. */
export const flexibleExceptions = (name: string): Flexible | undefined =>
  findCatchName.test(name) ? findCatchOf : undefined

export const exceptions = {
  __cxa_allocate_exception: host('exceptions', 'size:size -> thrown:pointer', allocate),
  __cxa_free_exception: host('exceptions', 'thrown:pointer', free),
  __cxa_increment_exception_refcount: host('exceptions', 'thrown:pointer', addReference),
  __cxa_decrement_exception_refcount: host('exceptions', 'thrown:pointer', dropReference),
  __cxa_get_exception_ptr: host('exceptions', 'thrown:pointer -> object:pointer', caughtPointer),
  __cxa_begin_catch: host('exceptions', 'thrown:pointer -> object:pointer', beginCatch),
  __cxa_end_catch: host('exceptions', '', endCatch),
  __cxa_rethrow: host('exceptions', '', rethrow),

  __cxa_throw: host(
    'exceptions',
    'thrown:pointer type:pointer destructor:u32',
    (program, thrown, ...[thrownType, index]) => {
      const { setWord } = header(program, thrown)
      setWord(adjusted, 0)
      setWord(type, thrownType)
      setWord(destructor, index)
      program.exceptions.uncaught++
      throwObject(program, thrown)
    },
  ),

  __resumeException: host('exceptions', 'thrown:pointer', (program, thrown) =>
    throwObject(program, program.exceptions.last || thrown),
  ),

  llvm_eh_typeid_for: host('exceptions', 'type:pointer -> id:pointer', (_, type) => type),

  __cxa_uncaught_exceptions: host('exceptions', '-> count:i32', ({ exceptions }) => exceptions.uncaught),

  __cxa_current_primary_exception: host('exceptions', '-> thrown:pointer', program => {
    const current = lastOf(program.exceptions.caught) ?? 0
    addReference(program, current)
    return current
  }),

  __cxa_current_exception_type: host('exceptions', '-> type:pointer', program => {
    const current = lastOf(program.exceptions.caught)
    return current === undefined ? 0 : header(program, current).word(type)
  }),

  __cxa_rethrow_primary_exception: host('exceptions', 'thrown:pointer', (program, thrown) => {
    if (thrown === 0) return
    header(program, thrown).setFlag(rethrown, 1)
    program.exceptions.caught.push(thrown)
    rethrow(program)
  }),

  __cxa_call_unexpected: host('exceptions', 'thrown:pointer', (_, thrown) => {
    throw new RuntimeError(`env.__cxa_call_unexpected: an unexpected C++ exception at ${thrown}`)
  }),
}
