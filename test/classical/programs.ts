// The classical programs: modules of hand-written C, C++ and Rust at four levels of optimisation. What is called, and
// how, stands in the sources: a line `// sizes 4 5 6 | 8` before an exported function. What native programs of the
// same sources give stands in expected.txt.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Call, Program } from '../tiers/observe.js'

export const levels = ['O0', 'O1', 'O2', 'Os'] as const
export type Level = (typeof levels)[number]

/** The folder of the sources: this file may be compiled. */
const here = fileURLToPath(new URL('.', import.meta.url)).replace(/\/dist\//, '/')

const languages: Readonly<Record<string, string>> = { c: '.c', cpp: '.cpp', rust: '.rs', emscripten: '.c' }

export interface Source {
  readonly name: string
  readonly language: string
  /** The calls of `npm test`. */
  readonly few: readonly Call[]
  /** Those and larger ones. */
  readonly all: readonly Call[]
}

const sizesLine = /^\/\/ sizes ([-\d ]+)(?:\| ([-\d ]+))?\n(?:[^\n(]*\n)*?[^\n(]*?(\w+)\(/gm

function readSource(language: string, file: string): Source {
  const text = readFileSync(`${here}${language}/${file}`, 'utf8')
  const numbers = (sizes = '') => sizes.split(' ').filter(Boolean).map(Number)
  const found = [...text.matchAll(sizesLine)]
  const calls = (sizes: (match: RegExpMatchArray) => readonly number[]) =>
    found.flatMap(match => sizes(match).map(size => ({ name: match[3]!, args: [size] })))
  const few = calls(([, short]) => numbers(short))
  return {
    name: file.replace(/\.\w+$/, ''),
    language,
    few,
    all: [...few, ...calls(([, , long]) => numbers(long))],
  }
}

export const sources: readonly Source[] = Object.entries(languages).flatMap(([language, ending]) =>
  readdirSync(`${here}${language}`)
    .filter(file => file.endsWith(ending))
    .map(file => readSource(language, file)),
)

/** One level of a source, with its calls. */
export const programOf = ({ name, language }: Source, level: Level, calls: readonly Call[]): Program => ({
  bytes: readFileSync(`${here}wasm/${name}.${level}.wasm`),
  calls,
  host: language === 'emscripten' ? 'emscripten' : 'listener',
})

/** What native programs give, as lines of calls: `queens(4) = 2`. */
export const expected: ReadonlySet<string> = new Set(readFileSync(`${here}expected.txt`, 'utf8').split('\n'))
