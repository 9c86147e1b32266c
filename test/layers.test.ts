// Imports point one way. The list below is the order of the project's layers: a file may import from its own
// layer and from those that stand before it, types included. Packages and Node's own modules have a home too.
import { dirname, join } from 'node:path/posix'
import { expect, test } from 'vitest'
import { read, sources } from './sources.js'

const layers = [
  'src/engine',
  'src/wasm',
  'codegen/abi',
  'codegen/tiers/tuning',
  'codegen/helpers',
  'codegen/interpret',
  'codegen/js',
  'codegen/forms',
  'codegen/baseline',
  'codegen/ir',
  'codegen/passes',
  'codegen/lower',
  'codegen',
  'src/instance',
  'src/instruments',
  'src/compile',
  'imports',
  'src',
]

/** Which folder may name which module that is not ours. */
const outside: readonly (readonly [folder: string, name: RegExp])[] = [
  ['codegen', /^(astring|estree|source-map)$/],
  ['codegen/js/read', /^acorn$/],
  ['imports/fs', /^node:/],
  ['src/cli', /^node:/],
  ['src/register', /^node:/],
  ['src/pool/threads', /^node:/],
  ['src/build', /^(node:.*|rolldown|rolldown-plugin-dts|acorn|astring)$/],
]

const inside = (path: string, folder: string) => path.startsWith(`${folder}/`) || path === `${folder}.ts`

/** The layer of a file is the longest name in the list that holds it. */
function layerOf(path: string): string {
  const holds = layers.filter(layer => inside(path, layer))
  return holds.sort((a, b) => b.length - a.length)[0]!
}

/** Every module that a text names in an import, an export or an `import()`. */
function imported(text: string): readonly string[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  return [...code.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\()'([^'$]+)'/g)].map(match => match[1]!)
}

const resolve = (from: string, name: string) => join(dirname(from), name).replace(/js$/, 'ts')

function faults(path: string): readonly string[] {
  return imported(read(path)).flatMap(name => {
    if (!name.startsWith('.')) {
      const allowed = outside.some(([folder, names]) => inside(path, folder) && names.test(name))
      return allowed ? [] : [`${path} may not import ${name}`]
    }
    const [mine, its] = [layerOf(path), layerOf(resolve(path, name))]
    return layers.indexOf(its) <= layers.indexOf(mine) ? [] : [`${path} (${mine}) imports ${name} (${its})`]
  })
}

/** The shortest way from a file back to itself, over all imports, those of types included. */
function cycleFrom(start: string): readonly string[] {
  const queue: (readonly string[])[] = [[start]]
  const seen = new Set<string>()
  for (const path of queue) {
    for (const name of imported(read(path.at(-1)!))) {
      if (!name.startsWith('.')) continue
      const next = resolve(path.at(-1)!, name)
      if (next === start) return [...path, start]
      if (!seen.has(next)) queue.push([...path, next])
      seen.add(next)
    }
  }
  return []
}

test('every file belongs to a layer', () => {
  expect(sources().filter(path => layerOf(path) === undefined)).toEqual([])
  expect(sources().length).toBeGreaterThan(10)
})

test('the check sees a wrong import', () => {
  expect(imported(`import { a } from './a.js'\nexport * from "x"\nconst b = await import('./b.js')`)).toEqual(
    ['./a.js', './b.js'],
  )
  expect(layerOf('src/compile.ts')).toBe('src/compile')
  expect(layerOf('src/cli/main.ts')).toBe('src')
  expect(layerOf('codegen/index.ts')).toBe('codegen')
})

test.each(sources())('%s imports only what stands before it', path => {
  expect(faults(path)).toEqual([])
})

test('no file imports itself by a detour', () => {
  expect(
    sources()
      .map(cycleFrom)
      .filter(cycle => cycle.length > 0),
  ).toEqual([])
})

/** The layer, or within the last one the folder: what knows of another's insides as little. */
const neighbourhood = (path: string): string => (layerOf(path) === 'src' ? dirname(path) : layerOf(path))

const declaration = /^export (?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type) (\w+)/

/** What a file exports without saying what it is. */
function withoutDocstring(path: string): readonly string[] {
  const lines = read(path).split('\n')
  return lines.flatMap((line, i) => {
    const [, name] = declaration.exec(line) ?? []
    const before = lines.slice(0, i).findLast(text => !text.startsWith('// biome-ignore'))
    return name === undefined || before?.endsWith('*/') ? [] : [name]
  })
}

/** What a file takes of others of ours, by their paths. */
function taken(path: string): readonly (readonly [from: string, name: string])[] {
  const lists = read(path).matchAll(/(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(\.[^']+)'/g)
  return [...lists].flatMap(([, names, from]) =>
    names!.split(',').map(name => [resolve(path, from!), /^\s*(?:type )?(\w*)/.exec(name)![1]!] as const),
  )
}

test('what another layer uses says what it is', () => {
  const silent = new Map(sources().map(path => [path, new Set(withoutDocstring(path))]))
  const found = sources().flatMap(path =>
    taken(path)
      .filter(([from, name]) => silent.get(from)?.has(name) && neighbourhood(from) !== neighbourhood(path))
      .map(([from, name]) => `${from}: ${name}`),
  )
  expect([...new Set(found)].sort()).toEqual([])
})
