// C: md4c, as markdown-wasm has it, makes HTML of some pages. The package instantiates where it is loaded.

export const dependencies = { 'markdown-wasm': '1.2.0' }

const page = i =>
  `# Chapter ${i}\n\nSome *emphasis*, **strong ${i}** and \`code\`, a [link](https://example.com/${i} "title").\n\n` +
  `- one\n- two\n  - nested ${i}\n\n> quoted\n> text\n\n| a | b |\n|---|:-:|\n| ${i} | x |\n\n\`\`\`js\nlet x = ${i} < 3\n\`\`\`\n\n`
const source = Array.from({ length: 1000 }, (_, i) => page(i)).join('')

export const prepare = installed => installed
export const load = ({ require }) => require('markdown-wasm')
export const work = ({ parse }) => parse(source)
