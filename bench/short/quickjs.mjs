// C: QuickJS runs a script that counts words and sorts them.

export const dependencies = { 'quickjs-emscripten': '0.32.0' }

const script = `
const words = Array.from({ length: 4000 }, (_, i) => 'w' + (i * 7919 % 613).toString(36))
const counts = new Map()
for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
sorted.slice(0, 40).map(([word, count]) => word.replace(/[0-9]+/g, digits => '<' + digits + '>') + ':' + count).join()`

export const prepare = ({ load }) => load('quickjs-emscripten')
export const load = ({ getQuickJS }) => getQuickJS()
export const work = quickjs => String(quickjs.evalCode(script))
