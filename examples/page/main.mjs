// A browser may have no WebAssembly: in Lockdown Mode, with Edge's enhanced security, in Tor's. Then the polyfill is it.

import 'jitsam/polyfill'

const response = await fetch('add.wasm')
const { instance } = await WebAssembly.instantiate(await response.arrayBuffer())
const text = `2 + 3 = ${instance.exports.add(2, 3)}`
document.querySelector('#result').textContent = text
