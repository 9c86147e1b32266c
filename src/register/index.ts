// `node --import jitsam/register app.mjs`: the program has this WebAssembly, whatever the engine has.

import { register } from './register.js'

register('always')
