// What the validation of code knows of its module: the context C of the standard (chapter 3.1.1). Types are
// encoded once for each list of types, however many blocks and calls use it.

import { fail } from '../errors.js'
import { Matcher } from '../match.js'
import type { Global, Module, Table } from '../module.js'
import type { ArrayType, FuncType, MemoryType, StructType, ValueType } from '../types.js'
import { any, type Codes, decodeRef, encode, isRefCode, noCodes } from './codes.js'

/** What a function takes and gives. */
export interface Signature {
  readonly params: Codes
  readonly results: Codes
}

export class Context {
  readonly matcher: Matcher
  /** By function index: 1 if something outside of code refers to it. */
  readonly referred: Uint8Array
  /** How many globals a constant expression may read: those before the one it initialises. */
  globals: number
  private readonly lists = new Map<readonly ValueType[], Codes>()
  private readonly singles: (Codes | undefined)[] = []
  /** By type index. */
  private readonly signatures: (Signature | undefined)[] = []

  constructor(readonly module: Module) {
    this.matcher = new Matcher(module)
    this.referred = new Uint8Array(module.functions.length)
    this.globals = module.globals.length
  }

  codes(types: readonly ValueType[]): Codes {
    if (types.length === 0) return noCodes
    if (types.length === 1) return this.single(encode(types[0]!))
    const known = this.lists.get(types)
    if (known !== undefined) return known
    const codes = types.map(encode)
    this.lists.set(types, codes)
    return codes
  }

  /** The list of one type. */
  single(code: number): Codes {
    return (this.singles[code] ??= [code])
  }

  /** Of the function type at an index. */
  signature(index: number, at: number): Signature {
    return (this.signatures[index] ??= this.encodeSignature(index, at))
  }

  private encodeSignature(index: number, at: number): Signature {
    const { params, results } = this.defined(index, 'func', at)
    return { params: this.codes(params), results: this.codes(results) }
  }

  /** May a value of type `actual` stand where `expected` is asked for? */
  matches(actual: number, expected: number): boolean {
    if (actual === expected || actual === any) return true
    if (!isRefCode(actual) || !isRefCode(expected)) return false
    return this.matcher.ref(decodeRef(actual), decodeRef(expected))
  }

  allMatch(actual: Codes, expected: Codes): boolean {
    // Lists with equal types mostly are one and the same.
    if (actual === expected) return true
    return actual.length === expected.length && actual.every((code, i) => this.matches(code, expected[i]!))
  }

  functionType(index: number, at: number): FuncType {
    const type = this.module.functions[index] ?? fail(`unknown function ${index}`, at)
    return this.defined(type, 'func', at)
  }

  /** The type at an index, which must be of one kind. */
  defined(index: number, kind: 'func', at: number): FuncType
  defined(index: number, kind: 'struct', at: number): StructType
  defined(index: number, kind: 'array', at: number): ArrayType
  defined(index: number, kind: 'func' | 'struct' | 'array', at: number) {
    const composite = this.module.types[index]?.composite ?? fail(`unknown type ${index}`, at)
    if (composite.kind !== kind) fail(`type mismatch: type ${index} is no ${kind} type`, at)
    return composite
  }

  tagType(index: number, at: number): FuncType {
    const type = this.module.tags[index] ?? fail(`unknown tag ${index}`, at)
    return this.defined(type, 'func', at)
  }

  table(index: number, at: number): Table {
    return this.module.tables[index] ?? fail(`unknown table ${index}`, at)
  }

  memory(index: number, at: number): MemoryType {
    return this.module.memories[index] ?? fail(`unknown memory ${index}`, at)
  }

  global(index: number, at: number): Global {
    return this.module.globals[index] ?? fail(`unknown global ${index}`, at)
  }

  /** A type mentioned somewhere: its index must exist. */
  checkType(type: ValueType | 'i8' | 'i16', at: number): void {
    if (typeof type === 'object') this.checkHeap(type.heap, at)
  }

  checkHeap(heap: string | number, at: number): void {
    if (typeof heap === 'number' && heap >= this.module.types.length) fail(`unknown type ${heap}`, at)
  }
}
