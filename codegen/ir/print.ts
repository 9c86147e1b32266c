// A function's nodes as text, for people and for tests. Results are numbered in the order of the text; the
// names of instructions and the kinds of their immediates are those of the instruction table.
//
//   local.get 0          func f0 (l0: i32) -> i32
//   i32.const 1            a1 = get l0
//   i32.add                a2 = i32.const 1
//                          a3 = i32.add a1 a2
//                          return a3
//
// A constant that stands in no list, as legalising makes them, is written where it is used.

import { byName, type Immediate, type Row } from '../../src/wasm/ops/index.js'
import { showF32, showF64, showI64 } from '../../src/wasm/text.js'
import { Effects } from './effects.js'
import { type FunctionIR, type Label, makeNode, type Node, nodeType } from './nodes.js'

type Show = (node: Node) => string

const nothing: Show = () => ''
/** Stands for lines that show no node. */
const inserted = makeNode('nop', 'none')
const first: Show = ({ index }) => String(index)
const second: Show = ({ extra }) => String(extra)

/** Immediates that are no plain index; those that have become variables, labels and lists are not shown. */
const immediates: { readonly [Kind in Immediate]?: Show } = {
  global: ({ index, extra }) => (extra === 1 ? `${index} high` : String(index)),
  memarg: ({ index, extra }) =>
    `${index > 0 ? `memory=${index} ` : ''}${extra > 0 ? `offset=${extra}` : ''}`.trim(),
  i64: ({ index, extra }) => showI64(index, extra),
  f32: ({ index }) => showF32(index),
  f64: ({ index, extra }) => showF64(index, extra),
  'block type': nothing,
  'value types': nothing,
  'heap type': nothing,
  label: nothing,
  labels: nothing,
}

const rows: Readonly<Record<string, Row>> = byName

/** `f32.load plain` has the immediates of `f32.load`. */
const rowOf = ({ op }: Node): Row | undefined => rows[op] ?? rows[op.replace(/ plain$/, '')]

const nameOf = ({ id }: Label): string => `L${id}`

/** The places at which each list of targets is named; the default is last. */
function placesOf(targets: readonly (readonly Node[])[]): ReadonlyMap<readonly Node[], readonly string[]> {
  const places = new Map<readonly Node[], string[]>()
  targets.forEach((target, i) => {
    const place = i === targets.length - 1 ? 'default' : String(i)
    const known = places.get(target)
    if (known === undefined) places.set(target, [place])
    else known.push(place)
  })
  return places
}

class Dump {
  readonly lines: string[] = []

  constructor(private readonly margin: Show) {}

  private readonly names = new Map<Node, string>()

  private operand(node: Node): string {
    return this.names.get(node) ?? (node.op === 'i32.const' ? String(node.index) : `unknown ${node.op}`)
  }

  /** The words between the name of a node and its operands. */
  private details(node: Node): string[] {
    const kinds = rowOf(node)?.immediates ?? []
    const words = kinds.map((kind, place) => (immediates[kind] ?? (place === 0 ? first : second))(node))
    if (node.op === 'result' || node.op === 'count') words.push(first(node))
    if (node.effect & Effects.fits) words.push('fits')
    if (node.helper !== undefined) words.push(node.helper)
    if (node.variable !== undefined) words.push(node.variable.name)
    if (node.label !== undefined) words.push(this.label(node))
    return words.filter(word => word !== '')
  }

  private label({ op, label }: Node): string {
    return op === 'goto' ? `${nameOf(label!.dispatch!.label!)} case ${label!.target}` : nameOf(label!)
  }

  private line(indent: string, text: string): void {
    this.lines.push(indent + text)
  }

  list(nodes: readonly Node[], indent: string): void {
    for (const node of nodes) {
      const words = [node.op, ...this.details(node), ...node.args.map(arg => this.operand(arg))]
      if (node.type !== 'none') {
        const name = `a${this.names.size + 1}`
        this.names.set(node, name)
        words.unshift(name, '=')
      }
      this.line(this.margin(node) + indent, words.join(' '))
      this.inner(node, indent)
    }
  }

  private inner({ body, otherwise, targets, cases }: Node, indent: string): void {
    const deeper = `${indent}  `
    if (body !== undefined) this.list(body, deeper)
    if (otherwise !== undefined) {
      this.line(this.margin(inserted) + indent, 'else')
      this.list(otherwise, deeper)
    }
    for (const [target, places] of placesOf(targets ?? [])) {
      this.line(this.margin(inserted) + indent, `on ${places.join(', ')}`)
      this.list(target, deeper)
    }
    cases?.forEach((list, i) => {
      this.line(this.margin(inserted) + indent, `case ${i}`)
      this.list(list, deeper)
    })
  }
}

/**
 * The function as text, at whatever stage it is.
 * @param margin what stands before each line, of the node that it shows
 */
export function printIR(fn: FunctionIR, margin: Show = nothing): string {
  const dump = new Dump(margin)
  const results = fn.type.results.map(nodeType)
  const params = fn.params.map(({ name, type }) => `${name}: ${type}`)
  const head = `${margin(inserted)}func ${fn.name} (${params.join(', ')})`
  dump.lines.push(results.length === 0 ? head : `${head} -> ${results.join(' ')}`)
  dump.list(fn.body, '  ')
  return dump.lines.join('\n')
}
