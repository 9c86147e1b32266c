// Rust: lol-html, as html-rewriter-wasm has it, changes the links and headings of a page. The package instantiates where it is loaded.

export const dependencies = { 'html-rewriter-wasm': '0.4.1' }

const item = i =>
  `<div class="item i${i}"><h2>Item ${i}</h2><p>Some <b>text</b> &amp; <a href="/page/${i}?a=1&amp;b=2">a link</a>` +
  `<img src="${i}.png" alt='x'><!-- note --><br></p><script>if (a < ${i}) { b() }</script></div>\n`
const page = `<!DOCTYPE html><html><body>${Array.from({ length: 300 }, (_, i) => item(i)).join('')}</body></html>`

export const prepare = installed => installed
export const load = ({ require }) => require('html-rewriter-wasm')

export async function work({ HTMLRewriter }) {
  let output = ''
  const rewriter = new HTMLRewriter(chunk => {
    output += Buffer.from(chunk).toString()
  })
  rewriter.on('a[href]', {
    element: element => element.setAttribute('href', `https://example.com${element.getAttribute('href')}`),
  })
  rewriter.on('div.item > h2', { element: element => element.before('<hr>', { html: true }) })
  await rewriter.write(Buffer.from(page))
  await rewriter.end()
  rewriter.free()
  return output
}
