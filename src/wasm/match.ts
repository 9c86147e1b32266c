// When one type may stand for another (chapter 3.3 of the standard). Defined types are equal if their
// recursion groups have the same shape; so each type index gets a representative, the first index whose
// type is equal.
//
//   (type $a (struct (field i32)))  (type $b (struct (field i32)))     representatives: 0 0
//
// Only modules that compare defined types need the representatives; they are found when first asked for.

import type {
  CompositeType,
  FieldType,
  HeapType,
  RecursionGroup,
  RefType,
  StorageType,
  SubType,
  ValueType,
} from './types.js'

export interface Definitions {
  readonly types: readonly SubType[]
  readonly groups: readonly RecursionGroup[]
}

/** The type as text: type indices within the group from `start` count from it, others are `same`. */
function typeKey(type: StorageType, start: number, same: readonly number[]): string {
  if (typeof type === 'string') return type
  const { nullable, heap } = type
  const name = typeof heap === 'string' ? heap : indexKey(heap, start, same)
  return (nullable ? '?' : '!') + name
}

const indexKey = (index: number, start: number, same: readonly number[]): string =>
  index >= start ? `.${index - start}` : `${same[index]}`

function compositeKey(type: CompositeType, start: number, same: readonly number[]): string {
  const fieldKey = (field: FieldType) => typeKey(field.type, start, same) + (field.mutable ? 'm' : '')
  if (type.kind === 'struct') return `struct ${type.fields.map(fieldKey).join()}`
  if (type.kind === 'array') return `array ${fieldKey(type.field)}`
  const list = (types: readonly ValueType[]) => types.map(member => typeKey(member, start, same)).join()
  return `func ${list(type.params)}>${list(type.results)}`
}

/** Of each type index, the first index with an equal type. Type indices must be known ones. */
export function representatives({ types, groups }: Definitions): readonly number[] {
  const same: number[] = []
  const known = new Map<string, number>()
  for (const { start, length } of groups) {
    const members = types.slice(start, start + length).map(({ final, supertypes, composite }) => {
      const above = supertypes.map(index => indexKey(index, start, same)).join()
      return `${final ? 'final' : ''}<${above}>${compositeKey(composite, start, same)}`
    })
    const key = members.join('|')
    const first = known.get(key) ?? start
    if (first === start) known.set(key, start)
    for (let i = 0; i < length; i++) same.push(first + i)
  }
  return same
}

/** The abstract heap types directly above each. */
const above: Readonly<Record<string, HeapType | undefined>> = {
  i31: 'eq',
  struct: 'eq',
  array: 'eq',
  eq: 'any',
}

/** The bottoms, and what lies right above them. */
const bottoms: Readonly<Record<string, readonly HeapType[]>> = {
  none: ['i31', 'struct', 'array'],
  nofunc: ['func'],
  noextern: ['extern'],
  noexn: ['exn'],
}

export class Matcher {
  private same: readonly number[] | undefined

  constructor(private readonly definitions: Definitions) {}

  /** Are the types at these indices equal? */
  equal(a: number, b: number): boolean {
    if (a === b) return true
    this.same ??= representatives(this.definitions)
    return this.same[a] === this.same[b]
  }

  heap(a: HeapType, b: HeapType): boolean {
    if (a === b) return true
    if (typeof a === 'number') return typeof b === 'number' ? this.defined(a, b) : this.heap(this.kind(a), b)
    const lowest = bottoms[a]
    if (lowest === undefined) return a !== b && above[a] !== undefined && this.heap(above[a], b)
    return typeof b === 'number' ? lowest.includes(this.kind(b)) : lowest.some(type => this.heap(type, b))
  }

  ref(a: RefType, b: RefType): boolean {
    return (b.nullable || !a.nullable) && this.heap(a.heap, b.heap)
  }

  type(a: StorageType, b: StorageType): boolean {
    return a === b || (typeof a === 'object' && typeof b === 'object' && this.ref(a, b))
  }

  types(a: readonly ValueType[], b: readonly ValueType[]): boolean {
    return a.length === b.length && a.every((type, i) => this.type(type, b[i]!))
  }

  composite(a: CompositeType, b: CompositeType): boolean {
    if (a.kind === 'func')
      return b.kind === 'func' && this.types(b.params, a.params) && this.types(a.results, b.results)
    if (a.kind === 'array') return b.kind === 'array' && this.field(a.field, b.field)
    return (
      b.kind === 'struct' &&
      a.fields.length >= b.fields.length &&
      b.fields.every((field, i) => this.field(a.fields[i]!, field))
    )
  }

  /** A field that can be written must have the same type, one that is only read may be narrower. */
  private field(a: FieldType, b: FieldType): boolean {
    if (a.mutable !== b.mutable || !this.type(a.type, b.type)) return false
    return !a.mutable || this.type(b.type, a.type)
  }

  private kind(index: number): 'func' | 'struct' | 'array' {
    return this.definitions.types[index]!.composite.kind
  }

  /** Is the type at `a`, or one of those it is declared to extend, the type at `b`? */
  private defined(a: number, b: number): boolean {
    for (let index: number | undefined = a; index !== undefined; ) {
      if (this.equal(index, b)) return true
      const next: number | undefined = this.definitions.types[index]!.supertypes[0]
      // Declared supertypes come earlier; so this ends even where that is still to be checked.
      index = next !== undefined && next < index ? next : undefined
    }
    return false
  }
}
