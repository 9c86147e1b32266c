// Validates the types that a module defines, and the types of its tables, memories and tags.

import { fail } from '../errors.js'
import { checkLimit, maxElements, maxPages } from '../limits.js'
import { sectionNumber } from '../module.js'
import type { CompositeType, Limits, MemoryType, StorageType, SubType, TableType } from '../types.js'
import type { Context } from './context.js'

function storageTypes(type: CompositeType): readonly StorageType[] {
  if (type.kind === 'func') return [...type.params, ...type.results]
  if (type.kind === 'array') return [type.field.type]
  return type.fields.map(field => field.type)
}

/** Types may refer to types of their own group and of those before. */
function checkTypeIndices({ module }: Context, at: number): void {
  for (const { start, length } of module.groups) {
    const end = start + length
    for (let index = start; index < end; index++) {
      for (const type of storageTypes(module.types[index]!.composite)) {
        if (typeof type === 'object' && Number(type.heap) >= end) fail(`unknown type ${type.heap}`, at)
      }
    }
  }
}

/** A type must be a narrower form of the type that it says it extends. */
function checkSupertype({ module, matcher }: Context, type: SubType, index: number): void {
  const at = module.sections[sectionNumber.types]!
  if (type.supertypes.length > 1) fail(`sub type ${index} has several super types`, at)
  const [above] = type.supertypes
  if (above === undefined) return
  if (above >= index) fail(`unknown type ${above}`, at)
  const supertype = module.types[above]!
  if (supertype.final || !matcher.composite(type.composite, supertype.composite)) {
    fail(`sub type ${index} does not match super type ${above}`, at)
  }
}

function checkDepths(types: readonly SubType[], at: number): void {
  const depths: number[] = []
  for (const { supertypes } of types) {
    const depth = supertypes[0] === undefined ? 0 : depths[supertypes[0]]! + 1
    checkLimit('levels of subtypes', depth, at)
    depths.push(depth)
  }
}

export function validateTypes(context: Context): void {
  const { types, sections } = context.module
  const at = sections[sectionNumber.types]!
  checkTypeIndices(context, at)
  for (const [index, type] of types.entries()) checkSupertype(context, type, index)
  checkDepths(types, at)
}

function checkLimits({ min, max }: Limits, at: number): void {
  if (max !== undefined && min > max) fail('size minimum must not be greater than maximum', at)
}

export function validateTableType(
  context: Context,
  { element, limits, address }: TableType,
  at: number,
): void {
  context.checkHeap(element.heap, at)
  const most = maxElements[address]
  if (limits.min > most || (limits.max ?? 0) > most) fail(`table size must be at most ${most}`, at)
  checkLimits(limits, at)
}

export function validateMemoryType({ limits, address, shared }: MemoryType, at: number): void {
  const most = maxPages[address]
  if (limits.min > most || (limits.max ?? 0) > most) {
    fail(`memory size must be at most ${address === 'i32' ? '65536 pages (4GiB)' : '2^48 pages'}`, at)
  }
  checkLimits(limits, at)
  if (shared && limits.max === undefined) fail('shared memory must have maximum', at)
}

export function validateTags(context: Context): void {
  const { tags, sections } = context.module
  const at = sections[sectionNumber.tags]!
  for (const type of tags) {
    if (context.defined(type, 'func', at).results.length > 0) fail('non-empty tag result type', at)
  }
}
