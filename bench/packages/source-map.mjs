// Mozilla's source-map, from Rust: parses mappings and looks positions up.

export const dependencies = { 'source-map': '0.8.0' }

export async function load({ require }) {
  const { SourceMapConsumer, SourceMapGenerator } = require('source-map')
  const generator = new SourceMapGenerator({ file: 'out.js' })
  for (let i = 0; i < 4000; i++) {
    generator.addMapping({
      source: `s${i % 5}.js`,
      original: { line: 1 + (i % 97), column: i % 31 },
      generated: { line: 1 + ((i / 30) | 0), column: (i % 30) * 4 },
      name: `n${i % 11}`,
    })
  }
  const map = generator.toString()
  // The first use fetches and instantiates the module.
  await SourceMapConsumer.with(map, null, () => {})
  return { SourceMapConsumer, map }
}

export const work = ({ SourceMapConsumer, map }) =>
  SourceMapConsumer.with(map, null, consumer => {
    let sum = 0
    for (let i = 0; i < 2000; i++) {
      const { line, column } = consumer.originalPositionFor({ line: 1 + (i % 130), column: (i * 7) % 120 })
      sum = (sum * 31 + (line ?? 7) * 100 + (column ?? 3)) | 0
    }
    return String(sum)
  })
