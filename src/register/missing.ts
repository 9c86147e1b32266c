// `node --import jitsam/register/missing app.mjs`: the program has this WebAssembly where the engine has
// none.

import { register } from './register.js'

register('missing')
