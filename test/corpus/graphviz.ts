// Graphviz, 1 MB of C by Emscripten that calls itself in loops: the pictures that it draws.
import { instance } from '@viz-js/viz'
import { inPlace, namespaceOf } from '../tiers/namespace.js'
import type { Engine } from '../tiers/tiers.js'

const edges = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('; ')

/** A graph for each of Graphviz's ways to arrange one, and two for the best known. */
export const graphs: readonly (readonly [engine: string, dot: string])[] = [
  ['dot', 'digraph { rankdir=LR; a -> b -> c -> a; b -> d [label=twice]; subgraph cluster_x { d -> e } }'],
  [
    'dot',
    `digraph { node [shape=Mrecord]; x [shape=oval]; x -> 3; ${edges(24, i => `${i} -> ${(i * 7 + 3) % 24}`)} }`,
  ],
  ['neato', `graph { ${edges(12, i => `${i} -- ${(i * 3 + 1) % 12}`)} }`],
  ['circo', 'graph { a -- b -- c -- d -- a; c -- e -- f -- c; f -- g }'],
  ['twopi', 'graph { r -- {a b c}; a -- {d e}; b -- f -- {g h i} }'],
]

/** All graphs, twice, by one instance. */
export const draw = (engine: Engine): Promise<readonly string[]> =>
  inPlace(namespaceOf(engine), async () => {
    const viz = await instance()
    return [...graphs, ...graphs].map(([layout, dot]) =>
      viz.renderString(dot, { format: 'svg', engine: layout }),
    )
  })
