// QuickJS, an interpreter from C by Emscripten: recursion, sorting, strings and objects in its own JavaScript.

export const dependencies = { 'quickjs-emscripten': '0.32.0' }

const program = `
const fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2)
const items = Array.from({ length: 300 }, (_, i) => ({ key: (i * 7919) % 301, name: 'item ' + i }))
items.sort((a, b) => a.key - b.key)
let text = ''
for (const { name, key } of items) text += name.replace('item', key) + ','
fib(13) + ':' + text.length + ':' + text.split(',').map(part => part.length).join('')`

export async function load({ load }) {
  const { getQuickJS } = await load('quickjs-emscripten')
  return getQuickJS()
}

export const work = quickjs => String(quickjs.evalCode(program))
