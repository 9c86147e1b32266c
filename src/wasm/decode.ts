// Bytes -> module. The sections come in a fixed order, each at most once, custom sections between them.
// Code is not read here: bodies stay bytes until validation reads them.

import { readNames } from './binary/custom.js'
import { Reader } from './binary/reader.js'
import { Draft, inconsistentFunctions, sectionReaders } from './binary/sections.js'
import { fail } from './errors.js'
import { type Features, supported } from './features.js'
import { checkLimit } from './limits.js'
import type { CustomSection, Module } from './module.js'

function readHeader(reader: Reader): void {
  if (reader.word() !== 0x6d736100) fail('magic header not detected', 0)
  if (reader.word() !== 1) fail('unknown binary version', 4)
}

function readSection(id: number, reader: Reader, draft: Draft): void {
  const start = reader.position
  sectionReaders[id]!.read(reader, draft)
  if (reader.position !== reader.limit) fail('section size mismatch', start)
}

function readSections(reader: Reader, draft: Draft): CustomSection[] {
  const custom: CustomSection[] = []
  const { limit } = reader
  for (let order = 0; reader.position < limit; ) {
    const at = reader.position
    const id = reader.byte()
    const section = sectionReaders[id]
    if (section === undefined && id !== 0) fail('malformed section id', at)
    reader.ended = 'unexpected end'
    const end = reader.length() + reader.position
    reader.ended = 'unexpected end of section or function'
    reader.limit = end
    if (section === undefined) {
      const name = reader.name()
      custom.push({ name, start: reader.position, end })
    } else {
      if (section.order <= order) fail('unexpected content after last section', at)
      order = section.order
      draft.sections[id] = reader.position
      readSection(id, reader, draft)
    }
    reader.limit = limit
    reader.position = end
  }
  return custom
}

function checkCounts({ declared, bodies, dataCount, data }: Draft, at: number): void {
  if (declared !== bodies.length) inconsistentFunctions(at)
  if (dataCount !== undefined && dataCount !== data.length) {
    fail('data count and data section have inconsistent lengths', at)
  }
}

/** Decodes a module; throws a CompileError where it is malformed. */
export function decode(bytes: Uint8Array, features: Features = supported): Module {
  checkLimit('module bytes', bytes.length, 0)
  const reader = new Reader(bytes, { start: 0, end: bytes.length }, features)
  reader.ended = 'unexpected end'
  readHeader(reader)
  const draft = new Draft(reader)
  const custom = readSections(reader, draft)
  checkCounts(draft, bytes.length)
  const { types, groups, imports, functions, tables, memories, globals, tags } = draft
  const { exports, start, elements, data, dataCount, bodies, sections } = draft
  const names = readNames(bytes, custom, features)
  return {
    ...{ bytes, features, types, groups, imports, functions, tables, memories, globals, tags },
    ...{ exports, start, elements, data, dataCount, bodies, custom, names, sections },
  }
}
