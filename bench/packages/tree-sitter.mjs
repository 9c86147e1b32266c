// web-tree-sitter with the grammar of JSON, a module that is linked at run time: parses a document.

export const dependencies = { 'tree-sitter-json': '0.24.8', 'web-tree-sitter': '0.27.1' }

const document = JSON.stringify(
  Array.from({ length: 300 }, (_, i) => ({
    id: i,
    name: `name ${i}`,
    tags: ['a', 'b', null, i / 7],
    nested: { ok: i % 2 === 0 },
  })),
)

export async function load({ load, read }) {
  const { Parser, Language } = await load('web-tree-sitter')
  await Parser.init()
  const language = await Language.load(read('tree-sitter-json/tree-sitter-json.wasm'))
  const parser = new Parser()
  parser.setLanguage(language)
  return parser
}

export function work(parser) {
  const tree = parser.parse(document)
  const result = `${tree.rootNode.descendantCount} ${tree.rootNode.hasError}`
  tree.delete()
  return result
}
